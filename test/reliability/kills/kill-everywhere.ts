import { openKillBench, type KilledStage, type KillsFound } from './kill-bench.ts';
import { killExporting } from './kill-exporting.ts';
import { killListing } from './kill-listing.ts';
import { killReading } from './kill-reading.ts';
import { killSplitting, killUndoing } from './kill-splitting.ts';
import { killTraining } from './kill-training.ts';
import type { Place } from './killed-call.ts';

/**
 * Kills Thaw's whole tree of processes at random moments of every stage, `kills` times in each, and looks each time whether
 * everything is there, whether it goes on, and whether it comes to what an undisturbed one comes to.
 */
export async function killEverywhere(
  folder: string,
  place: Place,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<ReadonlyMap<KilledStage, KillsFound>> {
  const bench = await openKillBench(folder, place, seed);
  await killReading(bench, kills);
  await killListing(bench, kills);
  await killSplitting(bench, 'splitting by copy', 'copy', kills);
  await killSplitting(bench, 'splitting by move', 'move', kills);
  await killUndoing(bench, kills);
  await killTraining(bench, kills);
  await killExporting(bench, kills);
  return bench.found;
}
