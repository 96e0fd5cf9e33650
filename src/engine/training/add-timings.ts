import { existsSync } from 'node:fs';
import { schemaVersion, timingsFileSchema, type TimingsFile } from '../../shared/run-files.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { readRunFile, runPaths } from './run-folder.ts';

/**
 * Adds a process's seconds to timings.json. Never throws: that a disk is full is told by what could not be saved
 * before, and a run without its times is as good.
 */
export async function addTimings(
  run: string,
  seconds: Readonly<Record<string, number>>,
  peakMemoryBytes: number,
): Promise<void> {
  // A run that went with its drive is not begun anew in its place.
  if (!existsSync(runPaths(run).config)) return;
  const file = runPaths(run).timings;
  const before = await readRunFile(run, file, timingsFileSchema).catch(() => null);
  const sums = { ...before?.seconds };
  for (const [stage, value] of Object.entries(seconds)) sums[stage] = (sums[stage] ?? 0) + value;
  const content: TimingsFile = {
    schemaVersion,
    seconds: sums,
    peakMemoryBytes: Math.max(peakMemoryBytes, before?.peakMemoryBytes ?? 0),
  };
  await writeJsonAtomically(file, content).catch(() => undefined);
}
