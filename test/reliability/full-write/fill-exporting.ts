import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { treeOf } from '../../tree-of.ts';
import { call } from '../kills/killed-call.ts';
import { same } from '../kills/kill-bench.ts';
import type { FullBench } from './full-bench.ts';

/** An export that finds no room leaves nothing, and is made once there is some. */
export async function fillExporting({ folder, place, calm, fillEach }: FullBench): Promise<void> {
  const out = join(folder, 'exports', 'kept');
  const line = ['export', calm, '--format', 'keras-h5', '--out', out];
  let files: readonly string[] | null = null;
  await fillEach('exporting', line, {
    async after({ end }) {
      const faults: string[] = [];
      if (end.exitCode !== 0) {
        if (existsSync(out)) faults.push('a part of an export is taken for whole');
        const left = existsSync(join(out, '..')) ? readdirSync(join(out, '..')) : [];
        if (left.length > 0) faults.push(`left ${left.join(', ')} behind`);
        const again = await call(place, line);
        if (again.exitCode !== 0) faults.push(`cannot be made again: ${JSON.stringify(again.last)}`);
      }
      const there = Object.keys(treeOf(out));
      files ??= there;
      if (!same(there, files)) faults.push('is another export than an undisturbed one');
      rmSync(out, { recursive: true, force: true });
      return faults;
    },
  });
}
