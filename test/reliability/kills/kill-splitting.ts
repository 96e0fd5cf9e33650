import { existsSync, rmSync } from 'node:fs';
import { type KillBench, type KilledStage, same } from './kill-bench.ts';
import { call } from './killed-call.ts';
import { treeOf } from '../../tree-of.ts';
import { contentsOf, freshPhotos, hasPhotos, holdsAll, splitLine } from './originals.ts';

/** Wherever a split is cut short, every original is somewhere, and taking it back puts each into its place. */
export async function killSplitting(
  bench: KillBench,
  stage: KilledStage,
  mode: 'copy' | 'move',
  kills: number,
): Promise<void> {
  const [source, out] = freshPhotos(bench, mode);
  const before = treeOf(source);
  const line = splitLine(source, out, mode);
  const whole = await call(bench.place, line);
  await call(bench.place, ['split', '--undo', out]);
  rmSync(out, { recursive: true, force: true });
  await bench.repeat(stage, kills, async (draws) => {
    const end = await bench.killed(line, 'splitting', whole, draws);
    if (end.kind === 'killed')
      bench.expect(stage, holdsAll(contentsOf(source, out), before), 'an original is gone');
    if (existsSync(out)) {
      const undone = await call(bench.place, ['split', '--undo', out]);
      // A folder without a journal was not begun.
      if (end.kind === 'killed' && undone.exitCode !== 0 && hasPhotos(out))
        bench.expect(stage, false, `cannot be taken back: ${JSON.stringify(undone.last)}`);
    }
    bench.expect(stage, same(treeOf(source), before), 'the originals are not as they were');
    rmSync(out, { recursive: true, force: true });
    return end;
  });
}

/** The same where it is the taking back that is cut short. */
export async function killUndoing(bench: KillBench, kills: number): Promise<void> {
  const [source, out] = freshPhotos(bench, 'undo');
  const before = treeOf(source);
  const split = splitLine(source, out, 'move');
  const undo = ['split', '--undo', out];
  await call(bench.place, split);
  const whole = await call(bench.place, undo);
  await bench.repeat('undoing a split', kills, async (draws) => {
    await call(bench.place, split);
    const end = await bench.killed(undo, 'undoing', whole, draws);
    bench.expect('undoing a split', holdsAll(contentsOf(source, out), before), 'an original is gone');
    if (existsSync(out)) await call(bench.place, undo);
    bench.expect('undoing a split', same(treeOf(source), before), 'the originals are not as they were');
    rmSync(out, { recursive: true, force: true });
    return end;
  });
}
