import { basename } from 'node:path';
import { aboutFileSchema } from '../../../shared/run-files.ts';
import { readRunFile, runPaths } from '../../training/run-folder.ts';

/** A run as its person calls it, else by its folder. */
export async function runNameOf(run: string): Promise<string> {
  const about = await readRunFile(run, runPaths(run).about, aboutFileSchema).catch(() => null);
  return about?.name ?? basename(run);
}
