import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { treeOf } from '../../tree-of.ts';
import { callKilledAtWrite, countWrites } from '../full-write/full-at-write.ts';
import { type KillBench, same } from './kill-bench.ts';
import { call } from './killed-call.ts';
import { freshPhotos, splitLine } from './originals.ts';

const stage = 'splitting as a list';

/**
 * A list is written within milliseconds, too few to be hit by the clock: the kill comes right before a write that is drawn.
 * The list is there whole or not at all, and is made as if nothing had been.
 */
export async function killListing(bench: KillBench, kills: number): Promise<void> {
  const [source, out] = freshPhotos(bench, 'list');
  const before = treeOf(source);
  const own = join(bench.folder, 'list-writes');
  mkdirSync(own);
  const line = splitLine(source, out, 'list');
  const writes = await countWrites(own, bench.place, line);
  const list = join(out, 'split.json');
  const whole = readFileSync(list, 'utf8');
  rmSync(out, { recursive: true });
  await bench.repeat(stage, kills, async (draws) => {
    const end = await callKilledAtWrite(own, bench.place, line, 1 + draws.below(writes));
    bench.expect(stage, end.kind === 'ended' || !existsSync(list), 'half a list is taken for whole');
    if (end.kind === 'killed') {
      const again = await call(bench.place, line);
      bench.expect(stage, again.exitCode === 0, `cannot be made again: ${JSON.stringify(again.last)}`);
    }
    bench.expect(stage, existsSync(list) && readFileSync(list, 'utf8') === whole, 'comes to another list');
    bench.expect(stage, same(treeOf(source), before), 'originals changed');
    rmSync(out, { recursive: true, force: true });
    return end;
  });
}
