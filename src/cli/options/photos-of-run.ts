import { resolve } from 'node:path';
import { movePhotosOfRun } from '../../engine/training/run-photos.ts';
import type { CliContext } from '../cli-context.ts';

/** `--photos FOLDER`: where a run's photos lie now; it is written down before anything else is done. */
export async function takePhotosOfRun(
  { cwd }: Pick<CliContext, 'cwd'>,
  run: string,
  photos: string | undefined,
): Promise<void> {
  if (photos !== undefined) await movePhotosOfRun(resolve(cwd, run), resolve(cwd, photos));
}
