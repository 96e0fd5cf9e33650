import type { Report, Stage } from '../../shared/job-events.ts';

export interface ProgressMeter {
  /** `done` units of the stage are finished. Reports at most 4 times a second. */
  update(done: number): void;
  /** Reports the last state whatever the time. */
  finish(done: number): void;
}

const reportEvery = 250;
const rateOver = 3000;

/** Reports one stage's progress with its rate over the last 3 seconds. */
export function progressMeter(report: Report, stage: Stage, total: number | null, begin = 0): ProgressMeter {
  const samples = [{ time: performance.now(), done: begin }];
  let reported = -Infinity;
  const send = (done: number, now: number): void => {
    while (samples.length > 1 && now - samples[0]!.time > rateOver) samples.shift();
    const first = samples[0]!;
    const rate = now > first.time ? ((done - first.done) * 1000) / (now - first.time) : null;
    samples.push({ time: now, done });
    reported = now;
    report({ kind: 'progress', stage, done, total, rate });
  };
  return {
    update: (done) => {
      const now = performance.now();
      if (now - reported >= reportEvery) send(done, now);
    },
    finish: (done) => {
      send(done, performance.now());
    },
  };
}
