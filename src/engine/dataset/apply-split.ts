import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type SplitFile, schemaVersion } from '../../shared/run-files.ts';
import type { JobContext } from '../job/job-context.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { checkDestination } from './check-destination.ts';
import { checkSources } from './check-sources.ts';
import { planDestinations } from './plan-destinations.ts';
import { splitFileName } from './read-split-file.ts';
import { type SplitJournal, unfinishedSplit, writeJournal } from './split-journal.ts';
import { startStage } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { transferFile } from './transfer-file.ts';
import { removeIfEmpty } from './remove-empty-folders.ts';
import { makeFolder } from '../storage/make-folder.ts';

export { undoSplit } from './undo-split.ts';

/**
 * Carries a split out. `list` writes OUT/split.json and leaves the photos where they are; `copy` and `move` lay them
 * out as OUT/PART/CLASS/NAME, then write OUT/split.json. Nothing that exists is overwritten, and what can be known
 * to fail is found before the first file. A copy or move that is cancelled, killed or fails can be undone
 * (`undoSplit`) or gone on with (`resumeSplit`).
 *
 * Throws what `checkDestination`, `checkSources` and `transferFile` do, `split-unfinished` where OUT holds a copy or
 * move that stopped half-way, and `cancelled`.
 * @param asked what the user asked for, kept in the journal, so that the same command can go on.
 */
export async function applySplit(
  dataset: SplitDataset,
  out: string,
  mode: 'list' | 'copy' | 'move',
  context: JobContext,
  asked: SplitJournal['asked'] = null,
): Promise<void> {
  const folder = resolve(out);
  const unfinished = await unfinishedSplit(folder);
  if (unfinished) throw new ThawError('split-unfinished', { folder, mode: unfinished.mode });
  await checkDestination(dataset, folder, mode);
  stopIfCancelled(context.signal);
  if (mode === 'list') {
    await writeSplitFile(folder, dataset);
    return;
  }
  const existed = await access(folder).then(
    () => true,
    () => false,
  );
  const files = planDestinations(dataset);
  const { folder: source, layout, classes, seed } = dataset;
  const journal = { mode, source, layout, classes: [...classes], seed, asked, undone: false, files };
  try {
    await makeFolder(folder);
    await checkSources(source, folder, mode, files, context.signal);
    await writeJournal(folder, journal);
  } catch (error) {
    if (!existed) await removeIfEmpty(folder);
    throw asStorageError(error, folder, 'write');
  }
  await carryOut(folder, journal, context);
}

/**
 * Finishes a copy or move that stopped half-way, by its journal: the source may have lost the photos that were moved
 * already, so it is not scanned again. Returns the finished data set. Throws `split-journal-missing` where nothing
 * is unfinished, and what `transferFile` does.
 */
export async function resumeSplit(out: string, context: JobContext): Promise<SplitDataset> {
  const folder = resolve(out);
  const journal = await unfinishedSplit(folder);
  if (!journal) throw new ThawError('split-journal-missing', { folder });
  return carryOut(folder, journal, context);
}

async function carryOut(
  out: string,
  journal: Omit<SplitJournal, 'schemaVersion' | 'entries'>,
  context: JobContext,
) {
  const { mode, source, layout, classes, seed, files } = journal;
  const progress = startStage(context.report, 'splitting', files.length, 'photos');
  for (const { from, to, sha256, bytes } of files) {
    stopIfCancelled(context.signal);
    await transferFile({ mode, from: resolve(source, from), to: join(out, to), sha256, bytes });
    progress.advance();
  }
  progress.finish();
  const photos = files.map(({ to, sha256, bytes, classIndex, part }) => ({
    path: to,
    sha256,
    bytes,
    classIndex,
    part,
  }));
  // Relative to the file itself, so that the folder can be moved as a whole.
  await writeSplitFile(out, { folder: '.', layout, classes, photos, seed });
  return { folder: out, layout, classes, photos, seed } satisfies SplitDataset;
}

async function writeSplitFile(out: string, dataset: SplitDataset): Promise<void> {
  const { folder, layout, seed } = dataset;
  const photos = dataset.photos.map(({ path, sha256, bytes, classIndex, part }) => ({
    path,
    sha256,
    bytes,
    classIndex,
    part,
  }));
  const file: SplitFile = { schemaVersion, folder, layout, seed, classes: [...dataset.classes], photos };
  await writeJsonAtomically(join(out, splitFileName), file);
}
