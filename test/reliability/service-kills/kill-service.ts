import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makePhotos } from '../../train-run/made-photos.ts';
import { openKillRecord, type KilledStage, type KillsFound } from '../kills/kill-bench.ts';
import type { Place } from '../kills/killed-call.ts';
import { killOpening } from './kill-opening.ts';
import { killServiceTraining } from './kill-training.ts';
import { killSetting } from './kill-setting.ts';
import { killWriting } from './kill-writing.ts';
import { openServiceBench } from './service-bench.ts';

/**
 * Kills a service with all its jobs at random moments while it does what a window asks of it, `kills` times at each, and looks
 * what the next one finds. `folder`: is made.
 */
export async function killService(
  folder: string,
  { cli }: Pick<Place, 'cli'>,
  { kills, seed }: { readonly kills: number; readonly seed: number },
): Promise<ReadonlyMap<KilledStage, KillsFound>> {
  mkdirSync(folder);
  const photos = join(folder, 'photos');
  await makePhotos(photos, { '.': { apple: 20, berry: 20 } });
  const record = openKillRecord(seed);
  const bench = openServiceBench({ ...record, folder, cli, photos });
  await killOpening(bench, kills);
  await killSetting(bench, kills);
  await killWriting(bench, kills);
  await killServiceTraining(bench, kills);
  return record.found;
}
