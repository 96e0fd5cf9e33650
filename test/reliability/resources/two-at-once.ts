import { call, type CallEnd } from '../kills/killed-call.ts';
import { startServiceOnce } from './start-service-once.ts';
import type { TroubleBench } from './trouble-bench.ts';

const trouble = 'two at once';

/** Two processes want the same run, or two services the same home: one has it, and the other one says so. */
export async function withTwoAtOnce(bench: TroubleBench, stage: string): Promise<void> {
  const run = bench.fresh('run');
  const ends: CallEnd[] = [];
  let others: Promise<void> = Promise.resolve();
  await bench.train({
    ...{ trouble, when: 'the first one, training', codes: ['none'], run },
    moment: {
      stage,
      milliseconds: 0,
      act: (pid) => {
        // It holds still until the others have ended, so that none of them finds it finished.
        process.kill(-pid, 'SIGSTOP');
        others = (async () => {
          try {
            ends.push(await call(bench.place, ['train', '--resume', run]));
            ends.push(await call(bench.place, ['train', bench.photos, '--out', run, ...bench.settings]));
          } finally {
            process.kill(-pid, 'SIGCONT');
          }
        })();
      },
    },
  });
  await others;
  bench.note({ trouble, when: 'the run of another one, resuming', codes: ['locked-by-other'] }, ends[0]!);
  bench.note({ trouble, when: 'the run of another one, training', codes: ['run-exists'] }, ends[1]!);
  const place = { ...bench.place, home: bench.freshHome() };
  let second: CallEnd | null = null;
  const first = await startServiceOnce(place, async () => {
    second = await startServiceOnce(place);
  });
  bench.note({ trouble, when: 'the first service', codes: ['none'] }, first);
  bench.note({ trouble, when: 'the second service', codes: ['service-runs'] }, second!);
}
