import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { toJobAt } from './to-job-at.ts';
import type { TroubleBench } from './trouble-bench.ts';

const trouble = 'no more open files';

/**
 * From the beginning of each stage the job's process may open no file more than it has (RLIMIT_NOFILE). `enough`: what the
 * whole call needs; Node itself does not start with fewer.
 */
export async function withFewHandles(
  bench: TroubleBench,
  { stages, enough }: { readonly stages: readonly string[]; readonly enough: number },
): Promise<void> {
  for (const stage of stages)
    await bench.train({
      ...{ trouble, when: stage, codes: ['too-many-open-files', 'none'] },
      place: { ...bench.place, home: bench.freshHome() },
      moment: toJobAt(stage, holdHandles),
    });
  const starter = ['prlimit', `--nofile=${enough}:${enough}`];
  await bench.train({
    ...{ trouble: `at most ${enough} open files`, when: 'training', codes: ['none'] },
    place: { ...bench.place, home: bench.freshHome(), starter },
  });
}

function holdHandles(pid: number): void {
  const limit = Math.max(...readdirSync(`/proc/${pid}/fd`).map(Number)) + 1;
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${limit}:${limit}`]);
}
