import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { evaluationFileSchema } from '../../shared/run-files.ts';
import { knownPhotosFile } from '../familiarity/known-photos-file.ts';
import { isThere } from '../storage/look-at-path.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { nextResults, readRunFile, runPaths } from './run-folder.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';

/*
 * The results of a run (model, answers.json, evaluation.json) are written into the run the first time. Where an earlier
 * stop left some, the new ones are written whole into a folder beside them, evaluation.json last, and then moved into
 * their places, evaluation.json last: a kill loses neither, since settleResults does what is left of the move.
 */

/** Where the results are to be written: the run's folder, or, where it has results already, one inside it. */
export async function placeOfResults(run: string): Promise<string> {
  if (!(await isThere(runPaths(run).evaluation))) return run;
  const place = nextResults(run);
  // What a kill left there was never whole, or settleResults would have moved it.
  await rm(place, { recursive: true, force: true });
  await makeFolder(place);
  return place;
}

/** Moves new results that are whole into their places. Does nothing where there are none. Throws `permission-denied`. */
export async function settleResults(run: string): Promise<void> {
  const from = runPaths(nextResults(run));
  if (!(await isThere(from.evaluation))) return;
  const to = runPaths(run);
  const moves = [
    [join(from.model, 'weights.safetensors'), join(to.model, 'weights.safetensors')],
    [join(from.model, knownPhotosFile), join(to.model, knownPhotosFile)],
    [join(from.model, 'network.json'), join(to.model, 'network.json')],
    [from.answers, to.answers],
    [from.evaluation, to.evaluation],
  ] as const;
  try {
    await makeFolder(dirname(moves[0][1]));
    // It was chosen for the answers that are going; first, since evaluation.json says that all is done.
    await rm(to.acceptance, { force: true });
    for (const [source, target] of moves) await moveOver(source, target);
    await rm(nextResults(run), { recursive: true, force: true });
  } catch (error) {
    throw asStorageError(error, run, 'write');
  }
}

/**
 * Takes a finished run's results for those of one that was stopped after so many epochs: it is trained once more, and
 * they stay until there are new ones. Does nothing where there are none. Throws `run-file-damaged`, `disk-full`,
 * `permission-denied`.
 */
export async function reopenResults(run: string, epochs: number): Promise<void> {
  const { evaluation } = runPaths(run);
  const results = await readRunFile(run, evaluation, evaluationFileSchema);
  if (results && results.stoppedAt === undefined)
    await writeJsonAtomically(evaluation, { ...results, stoppedAt: Math.max(1, epochs) });
}

/** One that is no longer there was moved before. */
async function moveOver(source: string, target: string): Promise<void> {
  await rename(source, target).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}
