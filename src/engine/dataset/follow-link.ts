import { readlink, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SkipReason } from '../../shared/dataset.ts';
import { isInside } from './is-inside.ts';

/** Where a symbolic link leads, or why it is not followed. */
export type FollowedLink =
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly detail: string };

/**
 * Follows a link found in a data set. It may lead to anything below the data set's folder (git-annex and DVC lay
 * files out so), but not outside, where a move or a changed file would touch what the user did not name, and not
 * to a folder it lies in.
 * @param root the data set's folder, links resolved; null where a link may lead anywhere.
 */
export async function followLink(link: string, root: string | null): Promise<FollowedLink> {
  const skipped = (reason: SkipReason, detail: string): FollowedLink => ({ kind: 'skipped', reason, detail });
  try {
    const target = await realpath(link);
    const status = await stat(target);
    if (root !== null && !isInside(root, target)) return skipped('link-outside', target);
    if (status.isFile()) return { kind: 'file' };
    if (!status.isDirectory()) return skipped('unreadable', 'not a regular file');
    return isInside(target, await realpath(dirname(link)))
      ? skipped('link-loop', target)
      : { kind: 'folder' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ELOOP') return skipped('link-loop', await readlink(link).catch(() => ''));
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return skipped('broken-link', await readlink(link).catch(() => ''));
    return skipped('unreadable', code ?? String(error));
  }
}
