import { type KillBench, same } from './kill-bench.ts';
import { call } from './killed-call.ts';
import { treeOf } from '../../tree-of.ts';

/** A reading changes nothing, and the next one finds what the first would have. */
export async function killReading(bench: KillBench, kills: number): Promise<void> {
  const before = treeOf(bench.photos);
  const line = ['scan', bench.photos];
  const whole = await call(bench.place, line);
  await bench.repeat('scanning', kills, async (draws) => {
    const end = await bench.killed(line, 'scanning', whole, draws);
    if (end.kind === 'killed') {
      bench.expect('scanning', same(treeOf(bench.photos), before), 'originals changed');
      const again = await call(bench.place, line);
      bench.expect('scanning', same(again.last, whole.last), 'reads otherwise afterwards');
    }
    return end;
  });
}
