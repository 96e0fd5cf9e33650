import type { Photo } from '../../shared/dataset.ts';
import type { GroupRule } from '../../shared/job-requests.ts';
import type { SubjectGroup } from '../../shared/job-results/split-results.ts';
import type { JobContext } from '../job/job-context.ts';
import { compareCodePoints } from './compare-code-points.ts';
import type { GroupNames } from './groups/group-names.ts';
import { namesByCapture } from './groups/names-by-capture.ts';
import { namesByColumn } from './groups/names-by-column.ts';
import { namesByFolder } from './groups/names-by-folder.ts';
import { namesByPattern } from './groups/names-by-pattern.ts';
import { mergeGroups } from './merge-groups.ts';

export interface GroupedPhotos {
  /** Absolute path that the photos' paths are relative to. */
  readonly folder: string;
  readonly photos: readonly Pick<Photo, 'path' | 'classIndex'>[];
  /** Names of the classes as their folders say. */
  readonly classes: readonly string[];
}

/**
 * What belongs together by any of the rules: photos of one subject, video or burst, the largest group first. Groups that
 * share a photo are one, named by the first; a photo that no rule says anything of is alone and not there. Throws
 * `group-pattern-invalid`, `group-pattern-slow`, `group-file-invalid`, `cancelled`, and for a rule's file
 * `group-file-missing` or `permission-denied`.
 */
export async function subjectGroups(
  grouped: GroupedPhotos,
  rules: readonly GroupRule[],
  context: JobContext,
): Promise<readonly SubjectGroup[]> {
  const nameOf = new Map<string, string>();
  const groups: string[][] = [];
  for (const rule of rules) {
    const names = await namesBy(rule, grouped, context);
    const byName = new Map<string, string[]>();
    for (const { path } of grouped.photos) {
      const name = names(path);
      if (name === null) continue;
      const paths = byName.get(name);
      if (paths) paths.push(path);
      else byName.set(name, [path]);
    }
    for (const [name, paths] of byName) {
      if (paths.length < 2) continue;
      groups.push(paths);
      for (const path of paths) if (!nameOf.has(path)) nameOf.set(path, name);
    }
  }
  return mergeGroups(groups)
    .map((paths) => ({ name: nameOf.get(paths[0]!)!, paths: [...paths].sort(compareCodePoints) }))
    .sort((a, b) => b.paths.length - a.paths.length || compareCodePoints(a.name, b.name));
}

async function namesBy(
  rule: GroupRule,
  { folder, photos, classes }: GroupedPhotos,
  context: JobContext,
): Promise<GroupNames> {
  const paths = photos.map(({ path }) => path);
  switch (rule.kind) {
    case 'pattern':
      return namesByPattern(rule.pattern, paths);
    case 'csv':
      return namesByColumn(rule.file, rule.column);
    case 'folder':
      return namesByFolder(photos.map(({ path, classIndex }) => ({ path, className: classes[classIndex]! })));
    case 'exif':
      return namesByCapture(paths, folder, rule.seconds, context);
  }
}
