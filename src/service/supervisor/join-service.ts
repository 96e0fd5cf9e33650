import { dataHome } from '../../engine/storage/home.ts';
import type { ServiceFile } from '../../shared/app/service-process.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { thawVersion } from '../../shared/version.ts';
import { openTrainingRecord } from '../training/training-record.ts';
import { findService } from './find-service.ts';

/**
 * The service of this person that runs and is of this version; null where none runs. After an update the one before may
 * still be at work: it is neither joined, since its contract is another one, nor ended, since it may train. Throws
 * `other-version-runs`.
 */
export async function joinService(): Promise<ServiceFile | null> {
  const running = await findService();
  if (running === null || running.version === thawVersion) return running;
  const entries = await openTrainingRecord(dataHome()).read();
  const trains = entries.some(({ state }) => state === 'training' || state === 'waiting');
  throw new ThawError('other-version-runs', { running: running.version, own: thawVersion, trains });
}
