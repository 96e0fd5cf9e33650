import type { Stage, StageEvent } from '../../shared/job-events.ts';
import type { Report } from '../../shared/job-events.ts';

/** Progress of one stage. */
export interface StageProgress {
  /** One more unit is done. */
  advance(): void;
  /** The stage is over: reports the last count. */
  finish(): void;
}

const millisecondsBetweenReports = 250;
/** The rate is taken over this many reports: a few seconds. */
const reportsInRate = 12;

/** Announces a stage, then reports at most 4 times a second, and once at the end. */
export function startStage(
  report: Report,
  stage: Stage,
  total: number,
  unit: StageEvent['unit'],
): StageProgress {
  report({ kind: 'stage', stage, total, unit });
  let done = 0;
  const samples = [{ time: performance.now(), done: 0 }];
  const send = (time: number): void => {
    const oldest = samples[Math.max(0, samples.length - reportsInRate)]!;
    const seconds = (time - oldest.time) / 1000;
    const rate = seconds > 0 ? (done - oldest.done) / seconds : null;
    samples.push({ time, done });
    if (samples.length > reportsInRate) samples.shift();
    report({ kind: 'progress', stage, done, total, rate });
  };
  return {
    advance: () => {
      done++;
      const time = performance.now();
      if (time - samples.at(-1)!.time >= millisecondsBetweenReports) send(time);
    },
    finish: () => {
      send(performance.now());
    },
  };
}
