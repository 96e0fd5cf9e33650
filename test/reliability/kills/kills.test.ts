import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { skippedWithoutWeights, testWeightsFile } from '../../base-weights.ts';
import { buildOnce, cliProgram } from '../../cli/built-cli.ts';
import { newFolder, newHome } from '../../cli/test-folders.ts';
import { keepsMemory } from '../../keeps-memory.ts';
import { killEverywhere } from './kill-everywhere.ts';

/** The short form of `npm run bench -- kills`: one kill in every stage. */

let folder: string;
beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('kills');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(testWeightsFile === null || process.platform === 'win32')(
  `nothing is lost, and all goes on, wherever Thaw is killed${skippedWithoutWeights}`,
  async () => {
    const place = { cli: cliProgram, home: newHome(folder).THAW_HOME, environment: keepsMemory };
    const found = await killEverywhere(folder, place, { kills: 1, seed: 7 });
    expect([...found.keys()]).toHaveLength(10);
    expect([...found].flatMap(([stage, { faults }]) => faults.map((fault) => `${stage}: ${fault}`))).toEqual(
      [],
    );
    // A stage that is over before the moment drawn is no kill; most are in time.
    expect([...found.values()].reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(5);
  },
);
