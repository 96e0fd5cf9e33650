import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { UndoSplitResult } from '../../shared/job-results/split-results.ts';
import type { JobContext } from '../job/job-context.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { readSplitFile, splitFileName } from './read-split-file.ts';
import { removeEmptyFolders, removeIfEmpty } from './remove-empty-folders.ts';
import {
  type JournalEntry,
  type SplitJournal,
  readJournal,
  removeJournal,
  writeJournal,
} from './split-journal.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { undoTransfer } from './transfer-file.ts';

/**
 * Takes a split back, whole or half done. A list: its split file goes. Copies: those whose bytes are unchanged, and
 * whose source still is there, go. Moves: files whose bytes are unchanged, and whose origin is free, go back.
 * Everything else stays and is named; for it the journal is kept, so that undo can be asked again. Can be
 * cancelled and killed at any point and asked again.
 *
 * Throws `folder-not-found`, `split-journal-missing`, `split-journal-damaged`, `split-file-damaged`,
 * `permission-denied`, `disk-full` or `cancelled`.
 */
export async function undoSplit(out: string, context: JobContext): Promise<UndoSplitResult> {
  const folder = resolve(out);
  const status = await stat(folder).catch(() => null);
  if (!status) throw new ThawError('folder-not-found', { folder });
  if (!status.isDirectory()) throw new ThawError('not-a-folder', { path: folder, type: 'file' });
  const journal = await readJournal(folder);
  if (!journal) return undoList(folder);
  // First, so that an undo that is killed leaves a split that is known to be unfinished.
  if (!journal.undone) await removeSplitFile(folder);
  const { restored, left } = await undoFiles(folder, journal, context);
  if (left.length > 0) await writeJournal(folder, { ...journal, undone: true, files: left });
  else await removeJournal(folder);
  await removeEmptyFolders(
    folder,
    journal.files.map(({ to }) => to),
  );
  return { out: folder, restored, leftInPlace: left.map(({ to }) => join(folder, to)) };
}

/** Moves are undone last first, as they were done. */
async function undoFiles(out: string, journal: SplitJournal, context: JobContext) {
  const { mode, source, files } = journal;
  const progress = startStage(context.report, 'undoing', files.length, 'photos');
  const left: JournalEntry[] = [];
  let restored = 0;
  for (const entry of files.toReversed()) {
    stopIfCancelled(context.signal);
    const { from, to, sha256, bytes } = entry;
    const undone = await undoTransfer({
      mode,
      from: resolve(source, from),
      to: join(out, to),
      sha256,
      bytes,
    });
    if (undone === 'restored') restored++;
    if (undone === 'left') left.unshift(entry);
    progress.advance();
  }
  progress.finish();
  return { restored, left };
}

async function undoList(out: string): Promise<UndoSplitResult> {
  if (!(await readSplitFile(out))) throw new ThawError('split-journal-missing', { folder: out });
  await removeSplitFile(out);
  await removeIfEmpty(out);
  return { out, restored: 0, leftInPlace: [] };
}

async function removeSplitFile(out: string): Promise<void> {
  const file = join(out, splitFileName);
  await rm(file, { force: true }).catch((error: unknown) => {
    throw asStorageError(error, file, 'write');
  });
}
