import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildOnce, jobProgram, project } from '../../cli/built-cli.ts';
import { useTemporaryHome, type TemporaryHome } from '../../temporary-home.ts';
import { buildReader } from './build-reader.ts';
import { readMutated, readWhole, type MutatedOrder } from './read-mutated.ts';
import { makeWholeStates } from './whole-states.ts';

/** The short form of `npm run bench -- mutated-state`. */

let home: TemporaryHome;
let folder: string;
let order: MutatedOrder;
beforeAll(async () => {
  await buildOnce();
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-mutated-state-'));
  order = {
    ...{ count: 0, seed: 1, processes: 2, folder: join(folder, 'work') },
    program: await buildReader(project),
    job: jobProgram,
    whole: await makeWholeStates(join(folder, 'whole')),
  };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

it('whole files of every kind are read', async () => {
  expect([...new Set(Object.values(await readWhole(order)))]).toEqual(['read']);
});

it('60 mutated files of every kind are each read, or refused with a code', async () => {
  const { found, peakBytes } = await readMutated({ ...order, count: 60 });
  expect([...found].flatMap(([kind, { faults }]) => faults.map((fault) => `${kind}, ${fault}`))).toEqual([]);
  for (const [kind, { files, codes }] of found) {
    expect([kind, files]).toEqual([kind, 60]);
    // What a cache lost is computed again without a word.
    if (kind !== 'cache') expect([kind, codes.size]).not.toEqual([kind, 0]);
  }
  expect(peakBytes).toBeGreaterThan(0);
});
