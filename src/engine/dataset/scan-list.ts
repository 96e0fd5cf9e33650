import { dirname, posix, resolve } from 'node:path';
import type { Part, SkippedFile } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { followLink } from './follow-link.ts';
import { mapInParallel } from '../job/map-in-parallel.ts';
import { type Candidate, readCandidates } from './read-candidates.ts';
import { type ListLine, readListFile } from './read-list-file.ts';
import type { ScanOptions } from './scan-options.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

/** Lists of the photos that a model is chosen by and tested on, beside the one that it learns from. */
export interface OtherLists {
  readonly validation?: string | undefined;
  readonly test?: string | undefined;
}

/**
 * Scans the photos that a list names; its paths start at the list's folder and may lead out of it, since the user
 * wrote them down. The classes are the labels, in their order. With `others` the data set is split: the first list is
 * what is learned from. A photo may be on one list alone.
 * Throws what `readListFile` does, `list-photos-missing` where no photo of the list is there, and `cancelled`.
 */
export async function scanList(
  file: string,
  context: JobContext,
  { watcher, openKeeper }: ScanOptions = {},
  others: OtherLists = {},
): Promise<ScannedDataset> {
  const folder = dirname(resolve(file));
  const lines = await readLists(folder, file, others);
  const candidates: Candidate[] = lines
    .map(({ path, label, part }) => ({ path, classIndex: label, part }))
    .sort((a, b) => a.classIndex - b.classIndex || compareCodePoints(a.path, b.path));
  const classes = nameClasses(lines);
  const read = await readCandidates(
    folder,
    candidates,
    context,
    watcher && { watcher, classNames: classes },
    openKeeper,
  );
  if (read.photos.length === 0 && read.skipped.every(({ reason }) => reason === 'missing'))
    throw new ThawError('list-photos-missing', { file, folder, count: lines.length });
  const skipped = await mapInParallel(read.skipped, 8, context.signal, (entry) =>
    nameBrokenLink(folder, entry),
  );
  return {
    folder,
    layout: 'list',
    classes,
    photos: read.photos,
    skipped: skipped.sort((a, b) => compareCodePoints(a.path, b.path)),
    misnamed: read.misnamed,
    seed: null,
  };
}

interface PartLine extends ListLine {
  readonly part: Part | null;
}

async function readLists(folder: string, file: string, others: OtherLists): Promise<readonly PartLine[]> {
  const isSplit = others.validation !== undefined || others.test !== undefined;
  const lines: PartLine[] = (await readListFile(file)).map((line) => ({
    ...line,
    part: isSplit ? 'train' : null,
  }));
  const seen = new Set(lines.map(({ path }) => resolve(folder, path)));
  for (const part of ['validation', 'test'] as const) {
    const list = others[part];
    if (list === undefined) continue;
    const home = dirname(resolve(list));
    for (const { path, label, line } of await readListFile(list)) {
      const whole = resolve(home, path);
      if (seen.has(whole))
        throw new ThawError('list-line-invalid', {
          file: list,
          line,
          text: path,
          expected: 'new-path',
        });
      seen.add(whole);
      // Paths are relative to one folder, that of the first list.
      lines.push({ path: home === folder ? path : whole, label, line, part });
    }
  }
  return lines;
}

/** A file that is missing behind a link is a broken link. */
async function nameBrokenLink(folder: string, entry: SkippedFile): Promise<SkippedFile> {
  if (entry.reason !== 'missing') return entry;
  const link = await followLink(resolve(folder, entry.path), null);
  const isLink = link.kind === 'skipped' && link.reason === 'broken-link' && link.detail !== '';
  return isLink ? { path: entry.path, reason: 'broken-link', detail: link.detail } : entry;
}

/**
 * The folders' names where each label's photos lie in a folder of their own and the names sort as the labels do;
 * else the labels, with leading zeros so that they sort as numbers.
 */
function nameClasses(lines: readonly ListLine[]): readonly string[] {
  const folders: Set<string>[] = [];
  for (const { path, label } of lines)
    (folders[label] ??= new Set()).add(
      posix.basename(posix.dirname(path.replaceAll('\\', '/'))).normalize('NFC'),
    );
  const names = folders.map((set) => (set.size === 1 ? [...set][0]! : '.'));
  const inOrder = names.every(
    (name, index) =>
      name !== '.' &&
      name !== '..' &&
      name !== '' &&
      (index === 0 || compareCodePoints(names[index - 1]!, name) < 0),
  );
  if (inOrder) return names;
  const width = String(folders.length - 1).length;
  return folders.map((_, label) => String(label).padStart(width, '0'));
}
