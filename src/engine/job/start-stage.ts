import type { Report, Stage, StageEvent } from '../../shared/job-events.ts';
import { progressMeter } from './progress-meter.ts';

/** Progress of one stage that is counted unit by unit. */
export interface StageProgress {
  /** One more unit is done. */
  advance(): void;
  /** The stage is over: reports the last count. */
  finish(): void;
}

/** Announces a stage, then reports at most 4 times a second, and once at the end. */
export function startStage(
  report: Report,
  stage: Stage,
  total: number,
  unit: StageEvent['unit'],
): StageProgress {
  report({ kind: 'stage', stage, total, unit });
  const meter = progressMeter(report, stage, total);
  let done = 0;
  return {
    advance: () => {
      done++;
      meter.update(done);
    },
    finish: () => {
      meter.finish(done);
    },
  };
}
