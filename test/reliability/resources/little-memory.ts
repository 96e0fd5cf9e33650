import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { call } from '../kills/killed-call.ts';
import { toJobAt } from './to-job-at.ts';
import type { TroubleBench } from './trouble-bench.ts';

/** From the beginning of each stage the job's process gets no more memory than it has (RLIMIT_AS), or is killed as Linux does. */
export async function withLittleMemory(
  bench: TroubleBench,
  { limited, killed }: { readonly limited: readonly string[]; readonly killed: readonly string[] },
): Promise<void> {
  const trouble = 'no more memory';
  const codes = ['out-of-memory', 'none'];
  for (const stage of limited) {
    const moment = toJobAt(stage, holdMemory);
    const when = stage;
    if (stage === 'exporting') {
      const out = bench.fresh('export');
      const line = ['export', bench.calm, '--format', 'keras-h5', '--out', out];
      const end = await call(bench.place, line, moment);
      const again = end.exitCode === 0 ? end : await call(bench.place, line);
      bench.note({ trouble, when, codes }, end, again.exitCode === 0 ? [] : ['cannot be exported again']);
    } else
      await bench.train({
        ...{ trouble, when, codes, moment },
        place: { ...bench.place, home: bench.freshHome() },
      });
  }
  for (const stage of killed)
    await bench.train({
      trouble: 'killed by the system for memory',
      ...{
        when: stage,
        codes: ['none', 'job-crashed'],
        moment: toJobAt(stage, (job) => process.kill(job, 'SIGKILL')),
      },
    });
}

function holdMemory(pid: number): void {
  const kilobytes = Number(/^VmSize:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
  execFileSync('prlimit', ['--pid', String(pid), `--as=${1024 * kilobytes}:${1024 * kilobytes}`]);
}
