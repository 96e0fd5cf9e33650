import { existsSync, rmSync } from 'node:fs';
import { treeOf } from '../../tree-of.ts';
import { call } from '../kills/killed-call.ts';
import { same } from '../kills/kill-bench.ts';
import { contentsOf, freshPhotos, hasPhotos, holdsAll, splitLine } from '../kills/originals.ts';
import type { FilledTask, FullBench } from './full-bench.ts';

type SplitMode = 'list' | 'copy' | 'move';

interface SplitPlace {
  readonly source: string;
  readonly out: string;
  readonly before: Readonly<Record<string, string>>;
  readonly split: readonly string[];
}

/** Every original is somewhere; what was begun can be taken back, and the split be made once there is room. */
export async function fillSplitting(bench: FullBench, task: FilledTask, mode: SplitMode): Promise<void> {
  const place = freshPlace(bench, mode);
  const { source, out, before, split } = place;
  await bench.fillEach(task, split, {
    async after({ end }) {
      const faults = lost(place);
      if (end.exitCode !== 0 && existsSync(out)) {
        const undone = await call(bench.place, ['split', '--undo', out]);
        if (undone.exitCode !== 0 && hasPhotos(out))
          faults.push(`cannot be taken back: ${JSON.stringify(undone.last)}`);
        if (!same(treeOf(source), before)) faults.push('the originals are not as they were');
        rmSync(out, { recursive: true, force: true });
      }
      const again = end.exitCode === 0 ? end : await call(bench.place, split);
      if (again.exitCode !== 0) faults.push(`cannot be made again: ${JSON.stringify(again.last)}`);
      await call(bench.place, ['split', '--undo', out]);
      if (!same(treeOf(source), before)) faults.push('the originals are not as they were at the end');
      rmSync(out, { recursive: true, force: true });
      return faults;
    },
  });
}

/** The same where it is the taking back that finds no room. */
export async function fillUndoing(bench: FullBench): Promise<void> {
  const place = freshPlace(bench, 'move', 'undo');
  const { source, out, before, split } = place;
  await bench.fillEach('undoing a split', ['split', '--undo', out], {
    async before() {
      await call(bench.place, split);
    },
    async after({ end }) {
      const faults = lost(place);
      const again = end.exitCode === 0 ? end : await call(bench.place, ['split', '--undo', out]);
      if (again.exitCode !== 0 && existsSync(out))
        faults.push(`cannot be taken back: ${JSON.stringify(again.last)}`);
      if (!same(treeOf(source), before)) faults.push('the originals are not as they were');
      rmSync(out, { recursive: true, force: true });
      return faults;
    },
  });
}

function freshPlace(bench: FullBench, mode: SplitMode, name: string = mode): SplitPlace {
  const [source, out] = freshPhotos(bench, name);
  return { source, out, before: treeOf(source), split: splitLine(source, out, mode) };
}

function lost({ source, out, before }: SplitPlace): string[] {
  const contents = contentsOf(...[source, out].filter((folder) => existsSync(folder)));
  return holdsAll(contents, before) ? [] : ['an original is gone'];
}
