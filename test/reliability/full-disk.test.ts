import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { buildOnce, cliProgram } from '../cli/built-cli.ts';
import { newFolder } from '../cli/test-folders.ts';
import { fillDisk } from './fill-disk.ts';

/** The short form of `npm run bench -- full-disk`. */

let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('full-disk');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(testWeightsFile === null)(
  `a training says that the disk is full, and goes on when there is room${skippedWithoutWeights}`,
  async ({ skip }) => {
    const found = await fillDisk(folder, cliProgram, [0.02, 0.5]);
    if (found === null) skip('a small disk can be mounted by the superuser of Linux alone');
    expect(found!.flatMap(({ faults }) => faults)).toEqual([]);
    expect(found!.map(({ said }) => said)).toEqual(['cache-too-small', 'disk-full']);
  },
);
