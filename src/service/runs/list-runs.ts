import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runPaths } from '../../engine/training/run-folder.ts';
import type { RunSummary } from '../../shared/app/run-view.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { countFolds, foldRun } from '../../engine/dataset/fold-folders.ts';
import { readCrossValidation, summaryOfFolds } from './read-cross-validation.ts';
import { readRun, summaryOf, summaryOfDamaged } from './read-run.ts';
import { isRunName } from './run-folder-of.ts';

/** The lines of the rail for the runs of a folder, whoever made them. */
export interface RunLister {
  /** In no order. Never throws for a single run: one that is damaged is listed as failed. */
  list(runsFolder: string): Promise<readonly RunSummary[]>;
}

interface Known {
  readonly stamp: string;
  readonly summary: RunSummary;
}

/** Reads a run again only where something in its folder changed: two looks at the disk a run, however many there are. */
export function createRunLister(): RunLister {
  const known = new Map<string, Known>();
  const summaryIn = async (folder: string, run: string): Promise<RunSummary | null> => {
    const stamp = await stampOf(folder);
    if (stamp === null) return null;
    const before = known.get(folder);
    if (before?.stamp === stamp) return before.summary;
    const summary = await readSummary(folder, run);
    if (summary) known.set(folder, { stamp, summary });
    return summary;
  };
  return {
    async list(runsFolder) {
      const names = (await readdir(runsFolder).catch(() => [])).filter(isRunName);
      const summaries = await Promise.all(names.map((run) => summaryIn(join(runsFolder, run), run)));
      return summaries.filter((summary) => summary !== null);
    },
  };
}

async function readSummary(folder: string, run: string): Promise<RunSummary | null> {
  try {
    const folds = await readCrossValidation(folder);
    return folds ? summaryOfFolds(run, folds) : summaryOf(run, await readRun(folder));
  } catch (error) {
    // A folder without config.json is none of ours; nor is, yet, a cross-validation of which no fold was begun.
    return isThawError(error, 'run-not-found') ? null : summaryOfDamaged(run, folder);
  }
}

/** Changes with every file that is renamed into the folder, and with every epoch. null: no folder. */
async function stampOf(folder: string): Promise<string | null> {
  const [place, metrics] = await Promise.all(
    [folder, runPaths(folder).metrics].map((path) => stat(path).catch(() => null)),
  );
  if (!place?.isDirectory()) return null;
  const own = [place.mtimeMs, metrics?.mtimeMs, metrics?.size].join(' ');
  const folds = Array.from({ length: countFolds(folder) }, (_, index) => stampOf(foldRun(folder, index + 1)));
  return [own, ...(await Promise.all(folds))].join(', ');
}
