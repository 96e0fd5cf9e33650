import { readFile, readdir, rm } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import * as z from 'zod';
import { parts } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { splitSpecSchema } from '../../shared/job-requests.ts';
import { schemaVersion } from '../../shared/run-files.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { isUnfinished, writeAtomically } from '../storage/write-atomically.ts';
import { readSplitFile, splitFileName } from './read-split-file.ts';
import { syncFolder } from './sync-folder.ts';

export const journalName = 'split-journal.jsonl';

const headerSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  mode: z.enum(['copy', 'move']),
  /** Absolute path that the entries' `from` starts at. */
  source: z.string(),
  layout: z.enum(['class-folders', 'split-folders', 'list', 'thaw-split']),
  classes: z.array(z.string()),
  seed: z.number().int().nullable(),
  /** What the split was asked for, so that the same command can go on with it; null where that is not known. */
  asked: z.object({ folder: z.string(), spec: splitSpecSchema }).nullable(),
  entries: z.number().int(),
  /** An undo ended and left the listed files: there is nothing to go on with, only these to undo again. */
  undone: z.boolean(),
});

const entrySchema = z.object({
  /** Relative to the source, or absolute; forward slashes. */
  from: z.string().min(1),
  /** Relative to the journal's folder, and inside it. */
  to: z.string().refine((path) => isBelow(path)),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int(),
  classIndex: z.number().int().min(0),
  part: z.enum(parts),
});

export type JournalEntry = z.infer<typeof entrySchema>;
export type SplitJournal = z.infer<typeof headerSchema> & { readonly files: readonly JournalEntry[] };

/**
 * The journal holds every copy or move of a split, one a line below a header, and is whole and flushed before the
 * first one is done. It says what was meant; how far that got is read from the files themselves (see
 * transfer-file.ts), so that it need not be written again at each file and a kill at any moment leaves it true.
 */
export async function writeJournal(
  out: string,
  journal: Omit<SplitJournal, 'schemaVersion' | 'entries'>,
): Promise<void> {
  const { files, ...header } = journal;
  const lines = [{ ...header, schemaVersion, entries: files.length }, ...files].map((line) =>
    JSON.stringify(line),
  );
  await writeAtomically(join(out, journalName), `${lines.join('\n')}\n`);
  await syncFolder(out);
}

/** The journal in a folder, or null. Throws `split-journal-damaged`, `split-from-newer-version`, `permission-denied`. */
export async function readJournal(out: string): Promise<SplitJournal | null> {
  const file = join(out, journalName);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw asStorageError(error, file, 'read');
  });
  if (text === null) return null;
  const lines = text.split('\n');
  const header = parseLine(headerSchema, lines[0]);
  if (!header) {
    checkVersion(file, lines[0]);
    throw new ThawError('split-journal-damaged', { file, line: 1 });
  }
  const files = Array.from({ length: header.entries }, (_, index) => {
    const entry = parseLine(entrySchema, lines[index + 1]);
    if (!entry || header.classes[entry.classIndex] === undefined)
      throw new ThawError('split-journal-damaged', { file, line: index + 2 });
    return entry;
  });
  return { ...header, files };
}

/** The journal of a copy or move that stopped half-way, or null. */
export async function unfinishedSplit(out: string): Promise<SplitJournal | null> {
  const journal = await readJournal(out);
  if (!journal || journal.undone) return null;
  return (await readSplitFile(out)) === null ? journal : null;
}

/** True for a file that was being written beside the journal or the split file when its writer was killed. */
export function isOwnRest(name: string): boolean {
  return isUnfinished(name) && [journalName, splitFileName].some((file) => name.startsWith(`${file}.`));
}

/** Takes the journal away, and what killed writers left of it. */
export async function removeJournal(out: string): Promise<void> {
  const names = (await readdir(out)).filter((name) => name === journalName || isOwnRest(name));
  for (const name of names) await rm(join(out, name), { force: true });
}

function parseLine<Value>(schema: z.ZodType<Value>, line: string | undefined): Value | null {
  try {
    return schema.safeParse(JSON.parse(line ?? '')).data ?? null;
  } catch {
    return null;
  }
}

function checkVersion(file: string, line: string | undefined): void {
  const version = parseLine(z.object({ schemaVersion: z.number().int() }), line)?.schemaVersion ?? 0;
  if (version > schemaVersion)
    throw new ThawError('split-from-newer-version', { file, version, supported: schemaVersion });
}

/** An undo removes and moves what `to` names: a journal from elsewhere must not name anything outside its folder. */
function isBelow(path: string): boolean {
  const normal = posix.normalize(path);
  return (
    normal === path &&
    path !== '' &&
    !isAbsolute(path) &&
    !path.includes('\\') &&
    !/^(\.\.?(\/|$)|[a-z]:)/i.test(path)
  );
}
