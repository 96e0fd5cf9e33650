import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobContext, silentContext } from '../../../src/engine/job/job-context.ts';
import { trainRun } from '../../../src/engine/training/train-run.ts';
import { applySettings } from '../../../src/shared/apply-settings.ts';
import type { JobEvent, Stage } from '../../../src/shared/job-events.ts';
import { recipeByName } from '../../../src/shared/recipes/catalogue.ts';
import { showSoftwareGpu } from '../../software-gpu.ts';
import { useTemporaryHome } from '../../temporary-home.ts';
import { makePhotos } from '../../train-run/made-photos.ts';

/** A run that a processor trained, and its photos. */
export interface TrainedRun {
  readonly run: string;
  /** A split tree; two of its parts have photos of more than one pass. */
  readonly photos: string;
  /** For what a test writes. */
  readonly folder: string;
  readonly remove: () => void;
}

/** In a home of its own; the software GPU can be seen from now on. */
export async function makeTrainedRun(): Promise<TrainedRun> {
  showSoftwareGpu();
  const home = useTemporaryHome();
  const folder = mkdtempSync(join(tmpdir(), 'thaw-failing-gpu-'));
  const [photos, run] = [join(folder, 'photos'), join(folder, 'run')];
  await makePhotos(photos, {
    train: { apple: 6, berry: 6 },
    validation: { apple: 2, berry: 2 },
    test: { apple: 6, berry: 6 },
  });
  const changes = ['backend=wasm', 'batchSize=4', 'epochs=2'];
  const recipe = applySettings(recipeByName('digits'), changes);
  await trainRun({ folder: photos, run, recipe, changes, seed: 3 }, silentContext);
  return {
    run,
    photos,
    folder,
    remove() {
      rmSync(folder, { recursive: true, force: true });
      home.remove();
    },
  };
}

export interface HeardContext extends JobContext {
  readonly events: readonly JobEvent[];
  /** What was told of a GPU that was left. */
  readonly left: () => readonly JobEvent[];
  readonly stages: () => readonly Stage[];
}

/** Hears a job, and calls `act` once, at the first event that is `when`. */
export function hear(when: (event: JobEvent) => boolean, act: () => void): HeardContext {
  const events: JobEvent[] = [];
  let acted = false;
  return {
    ...silentContext,
    events,
    report(event) {
      events.push(event);
      if (acted || !when(event)) return;
      acted = true;
      act();
    },
    left: () => events.filter((event) => event.kind === 'notice' && event.notice.code === 'gpu-left'),
    stages: () => events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : [])),
  };
}

export const never = (): boolean => false;
