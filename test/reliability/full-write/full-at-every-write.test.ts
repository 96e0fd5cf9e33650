import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { skippedWithoutWeights, testWeightsFile } from '../../base-weights.ts';
import { buildOnce, cliProgram } from '../../cli/built-cli.ts';
import { newFolder, newHome } from '../../cli/test-folders.ts';
import { fullAtEveryWrite } from './full-at-every-write.ts';

/** The short form of `npm run bench -- full-write`: the middle write of each task. */

let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('full-write');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(testWeightsFile === null || process.platform === 'win32')(
  `nothing is lost, and all goes on, at whichever write the disk is full${skippedWithoutWeights}`,
  async () => {
    const place = { cli: cliProgram, home: newHome(folder).THAW_HOME };
    const found = await fullAtEveryWrite(folder, place, (writes) => [Math.ceil(writes / 2)]);
    expect([...found].flatMap(([task, { faults }]) => faults.map((fault) => `${task}: ${fault}`))).toEqual(
      [],
    );
    expect([...found.values()].every(({ writes, tried }) => writes > 0 && tried === 1)).toBe(true);
  },
);
