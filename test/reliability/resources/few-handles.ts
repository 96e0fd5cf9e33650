import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { starveService } from './starve-service.ts';
import { toJobAt } from './to-job-at.ts';
import type { TroubleBench } from './trouble-bench.ts';

const trouble = 'no more open files';

/**
 * From the beginning of each stage the job's process may open no file at all (RLIMIT_NOFILE at its first free number); then
 * the service. `enough`: what the whole call needs; Node itself does not start with fewer.
 */
export async function withFewHandles(
  bench: TroubleBench,
  { stages, enough }: { readonly stages: readonly string[]; readonly enough: number },
): Promise<void> {
  for (const stage of stages)
    await bench.train({
      ...{ trouble, when: stage, codes: ['too-many-open-files'] },
      place: { ...bench.place, home: bench.freshHome() },
      moment: toJobAt(stage, allowNone),
    });
  await starveService(bench, trouble);
  const starter = ['prlimit', `--nofile=${enough}:${enough}`];
  await bench.train({
    ...{ trouble: `at most ${enough} open files`, when: 'training', codes: ['none'] },
    place: { ...bench.place, home: bench.freshHome(), starter },
  });
}

/** A process keeps what it has open, and gets no number more. */
export function allowNone(pid: number): void {
  const taken = new Set(readdirSync(`/proc/${pid}/fd`).map(Number));
  let free = 0;
  while (taken.has(free)) free += 1;
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${free}:`]);
}
