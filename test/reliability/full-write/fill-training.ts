import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '../kills/killed-call.ts';
import { same, settings } from '../kills/kill-bench.ts';
import { treeOf } from '../../tree-of.ts';
import type { FullBench } from './full-bench.ts';

/** A training whose disk is full goes on where it was once there is room, and comes to an undisturbed one's weights. */
export async function fillTraining({ folder, place, photos, calm, fillEach }: FullBench): Promise<void> {
  const run = join(folder, 'filled');
  const before = treeOf(photos);
  const train = ['train', photos, '--out', run, ...settings];
  const weights = join('model', 'weights.safetensors');
  await fillEach('training', train, {
    before() {
      rmSync(join(place.home, 'cache'), { recursive: true, force: true });
      rmSync(run, { recursive: true, force: true });
    },
    async after({ end }) {
      const faults: string[] = [];
      const begun = existsSync(join(run, 'config.json'));
      if (end.exitCode !== 0) {
        const next = await call(place, begun ? ['train', '--resume', run] : train);
        if (next.exitCode !== 0) faults.push(`does not go on: ${JSON.stringify(next.last)}`);
      }
      const file = join(run, weights);
      if (!existsSync(file) || !readFileSync(file).equals(readFileSync(join(calm, weights))))
        faults.push('came to other weights');
      if (!existsSync(join(run, 'evaluation.json'))) faults.push('was not evaluated');
      if (!same(treeOf(photos), before)) faults.push('originals changed');
      return faults;
    },
  });
}
