import { expect, it } from 'vitest';
import type { BackendName } from '../../shared/backends.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import type { BatchEnd } from './callback.ts';
import { showProgress } from './show-progress.ts';

/** Stages of two phases, and after how many steps through both each began. */
async function stagesOn(name: BackendName): Promise<readonly [string, number][]> {
  const stages: [string, number][] = [];
  let steps = 0;
  const report = (event: JobEvent): void => {
    if (event.kind === 'stage') stages.push([event.stage, steps]);
  };
  const shown = showProgress({ report }, { name });
  for (const [index, phase] of recipeByName('two-phase').phases.entries()) {
    await shown.onPhaseStart?.({ phase, index, stepsPerEpoch: 2, epochsDone: 0 });
    for (const step of [0, 1]) {
      steps++;
      await shown.onBatchEnd?.({ step } as BatchEnd);
    }
    await shown.onPhaseEnd?.({ phase, index, history: [] });
  }
  return stages;
}

it('prepares a GPU by WebGPU in the first step of each phase', async () => {
  expect(await stagesOn('webgpu')).toEqual([
    ['preparing-gpu', 0],
    ['training', 1],
    ['preparing-gpu', 2],
    ['training', 3],
  ]);
});

it.each(['tensorflow', 'wasm'] as const)('trains at once on %s', async (name) => {
  expect(await stagesOn(name)).toEqual([
    ['training', 0],
    ['training', 2],
  ]);
});
