import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type KillBench, same } from './kill-bench.ts';
import { call } from './killed-call.ts';
import { treeOf } from '../../tree-of.ts';

/** An export is there whole or not at all, and can be made again with nothing left behind. */
export async function killExporting(bench: KillBench, kills: number): Promise<void> {
  const out = join(bench.folder, 'exports', 'kept');
  const line = ['export', bench.calm, '--format', 'keras-h5', '--out', out];
  const whole = await call(bench.place, line);
  const files = treeOf(out);
  rmSync(out, { recursive: true, force: true });
  await bench.repeat('exporting', kills, async (draws) => {
    const stage = draws.below(2) === 0 ? 'exporting' : 'checking';
    const end = await bench.killed(line, stage, whole, draws);
    if (end.kind === 'killed') {
      bench.expect(
        'exporting',
        !existsSync(out) || same(treeOf(out), files),
        'half an export is taken for whole',
      );
      if (!existsSync(out)) await call(bench.place, line);
    }
    bench.expect('exporting', same(Object.keys(treeOf(out)), Object.keys(files)), 'cannot be exported again');
    bench.expect('exporting', same(readdirSync(join(out, '..')), ['kept']), 'something was left behind');
    rmSync(out, { recursive: true, force: true });
    return end;
  });
}
