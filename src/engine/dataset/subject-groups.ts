import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Photo } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { GroupRule } from '../../shared/job-requests.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { parseCsv } from './parse-csv.ts';

/** Names that a column of files may have. */
const fileColumns = ['path', 'file', 'filename', 'photo', 'image'];

/**
 * What belongs together by a rule: photos of one subject, video or burst, as SHA-256s by the subject's name. A photo
 * that the rule says nothing of is alone. Throws `group-pattern-invalid`, `group-file-invalid` and for the rule's file
 * `group-file-missing` or `permission-denied`.
 */
export async function subjectGroups(
  photos: readonly Photo[],
  rule: GroupRule,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const nameOf = rule.kind === 'pattern' ? byPattern(rule.pattern) : await byColumn(rule.file, rule.column);
  const groups = new Map<string, string[]>();
  for (const { path, sha256 } of photos) {
    const name = nameOf(path);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(sha256);
    else groups.set(name, [sha256]);
  }
  return groups;
}

/** The first group of the pattern in the file's name, or the whole match; null where it does not match. */
function byPattern(pattern: string): (path: string) => string | null {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ThawError('group-pattern-invalid', { pattern, detail }, { cause });
  }
  return (path) => {
    const match = expression.exec(basename(path));
    return match ? (match[1] ?? match[0]) : null;
  };
}

/** By the path as the data set has it, or by the file's name alone. */
async function byColumn(file: string, column: string): Promise<(path: string) => string | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new ThawError('group-file-missing', { file });
    throw asStorageError(error, file, 'read');
  });
  const [header = [], ...rows] = parseCsv(text);
  const nameAt = header.findIndex((name) => fileColumns.includes(name.toLowerCase()));
  const groupAt = header.indexOf(column);
  if (nameAt === -1 || groupAt === -1)
    throw new ThawError('group-file-invalid', { file, column, found: header, fileColumns });
  const names = new Map(
    rows.flatMap((row) => {
      const [path, name] = [row[nameAt], row[groupAt]];
      return path && name ? [[path.replaceAll('\\', '/'), name] as const] : [];
    }),
  );
  return (path) => names.get(path) ?? names.get(basename(path)) ?? null;
}
