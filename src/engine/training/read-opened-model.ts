import { join } from 'node:path';
import { type ModelFile, modelFileSchema } from '../../shared/run-files.ts';
import { readOpened, readRunFile, runPaths } from './run-folder.ts';

/** What is said of the model of a run that was opened from a file; null: Thaw trained it. Throws as readRunFile does. */
export async function readOpenedModel(run: string): Promise<ModelFile | null> {
  if (!(await readOpened(run))) return null;
  return readRunFile(run, join(runPaths(run).model, 'network.json'), modelFileSchema);
}
