import type { BeforeTraining } from '../../engine/training/complete-run.ts';
import type { RunSession } from '../../engine/training/run-session.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent, Report } from '../../shared/job-events.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import { deviceName } from './check-device.ts';
import { countParts } from '../runs/count-parts.ts';
import { planSpace } from './plan-view.ts';
import type { Speeds } from './speeds.ts';
import { plannedSeconds, trainingWork } from './training-work.ts';
import { SpeedWatch } from './watch-speed.ts';

export interface TimeTellerParts {
  readonly speeds: Speeds;
  /** Measures a run that is about to train; only asked where its speed is not known. */
  readonly measure: (session: RunSession) => Promise<SpeedResult>;
  readonly report: Report;
}

/** Tells by a notice how long a training will take, and keeps how fast it then is, for the next one. */
export interface TimeTeller {
  readonly beforeTraining: BeforeTraining;
  /** Reports an event of the training. */
  readonly report: Report;
}

export function createTimeTeller({ speeds, measure, report }: TimeTellerParts): TimeTeller {
  let watch: ((event: JobEvent) => void) | null = null;
  const measureNow: typeof measure = (session) => {
    report({ kind: 'stage', stage: 'measuring-speed', total: null, unit: 'steps' });
    return measure(session);
  };
  return {
    async beforeTraining(session) {
      const { recipe } = session.config;
      const device = deviceName(session.backend.facts);
      try {
        const kept = await speeds.of(device, recipe);
        const known = kept ?? (await measureNow(session));
        if (!kept) await speeds.keep(device, recipe, known);
        report({ kind: 'notice', notice: await estimate(session, known) });
        const learned = new SpeedWatch(workOf(session), known);
        watch = (event) => {
          const found = learned.take(event, performance.now() / 1000);
          if (found) void speeds.keep(device, recipe, found);
        };
      } catch (error) {
        // A run is not given up for want of an estimate, and a wrong one is worse than none.
        if (isThawError(error, 'cancelled')) throw error;
      }
    },
    report(event) {
      report(event);
      watch?.(event);
    },
  };
}

async function estimate(session: RunSession, speeds: SpeedResult) {
  const { config, dataset, compute } = session;
  const { missing } = await planSpace(config.recipe, dataset, compute);
  const planned = plannedSeconds(workOf(session), speeds, missing);
  const phases = config.recipe.phases.map(({ name }, index) => ({ name, seconds: planned.phases[index]! }));
  return { code: 'time-estimate', seconds: planned.all, phases } as const;
}

function workOf({ config, dataset }: RunSession) {
  return trainingWork(config.recipe, countParts(dataset));
}
