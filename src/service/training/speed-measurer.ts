import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { lastResult, type StartJob } from './last-result.ts';
import { speedKey, type Speeds } from './speeds.ts';

export interface SpeedMeasurerParts {
  readonly startJob: StartJob;
  readonly speeds: Speeds;
  readonly isTraining: () => boolean;
  /** Told when a measurement was kept. */
  readonly changed: () => void;
}

/** Measures the speed of recipes, one at a time, and only while nothing trains. */
export interface SpeedMeasurer {
  /** Measures this recipe once the person lets it rest; instead of one that was wanted before. */
  soon(device: string, recipe: Recipe, numClasses: number): void;
  /** No longer wanted; what is under way is brought to its end. */
  notNow(): void;
  /** Ends what is under way. */
  stop(): void;
}

/** Milliseconds without another change. */
const restsFor = 800;

export function createSpeedMeasurer({
  startJob,
  speeds,
  isTraining,
  changed,
}: SpeedMeasurerParts): SpeedMeasurer {
  // A recipe that could not be measured is not tried again by itself.
  const failed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let job: { readonly key: string; readonly running: RunningJob } | null = null;
  const notNow = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const stop = (): void => {
    notNow();
    job?.running.kill();
    job = null;
  };
  const measure = async (device: string, recipe: Recipe, numClasses: number): Promise<void> => {
    const key = speedKey(device, recipe);
    const running = startJob({ job: 'measure-speed', recipe, numClasses });
    job = { key, running };
    try {
      await speeds.keep(device, recipe, (await lastResult(running)) as SpeedResult);
    } catch {
      // One that was ended for a training or another recipe is measured when it is wanted again.
      if (isTheSame(running)) failed.add(key);
    } finally {
      if (isTheSame(running)) job = null;
    }
    changed();
  };
  const isTheSame = (running: RunningJob): boolean => job?.running === running;
  return {
    soon(device, recipe, numClasses) {
      notNow();
      const key = speedKey(device, recipe);
      if (failed.has(key) || job?.key === key) return;
      timer = setTimeout(() => {
        timer = null;
        if (isTraining()) return;
        job?.running.kill();
        void measure(device, recipe, numClasses);
      }, restsFor).unref();
    },
    notNow,
    stop,
  };
}
