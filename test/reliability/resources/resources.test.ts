import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { skippedWithoutWeights, testWeightsFile } from '../../base-weights.ts';
import { buildOnce, cliProgram } from '../../cli/built-cli.ts';
import { newFolder } from '../../cli/test-folders.ts';
import { sufferEverything } from './every-trouble.ts';

/** The short form of `npm run bench -- resources`. */

const exact = ['--set', 'precision=exact', '--seed', '5'];
let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('resources');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(testWeightsFile === null)(
  `whatever is missing, Thaw says so, loses nothing, and goes on when it is there${skippedWithoutWeights}`,
  async ({ skip }) => {
    const found = await sufferEverything(folder, cliProgram, {
      settings: ['--recipe', 'scratch', '--image-size', '80', '--batch', '4', '--epochs', '2', ...exact],
      photosGone: ['reading-photos'],
      runGone: ['training whole-network'],
      stopped: 'training whole-network',
      handlesHeld: ['training whole-network'],
      memoryHeld: ['exporting'],
      killedForMemory: ['training whole-network'],
      clocks: [7],
    });
    if (found === null) skip('drives can be mounted by the superuser of Linux alone');
    const faults = found!.flatMap(({ trouble, when, faults: each }) =>
      each.map((fault) => `${trouble}, ${when}: ${fault}`),
    );
    expect(faults).toEqual([]);
  },
);
