import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BackendName } from '../../shared/backends.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { backendsOfRun, openForRun } from './open-for-run.ts';

type Choice = 'auto' | BackendName;

/** What is opened one after the other, where these do not open. */
async function asked(
  { backend = 'auto', precision = 'auto' }: Partial<Pick<Recipe, 'backend' | 'precision'>>,
  begun: BackendName | 'processor' | null,
  closed: readonly Choice[] = [],
): Promise<readonly Choice[]> {
  const choices: Choice[] = [];
  await openForRun({ backend, precision }, begun, async (choice) => {
    await Promise.resolve();
    choices.push(choice);
    if (closed.includes(choice)) throw new ThawError('gpu-unavailable', { reason: 'adapter', detail: '' });
    return {} as ComputeBackend;
  }).catch((error: unknown) => {
    choices.push((error as ThawError).code as Choice);
  });
  return choices;
}

it('goes on where a run began, and elsewhere only where that is gone', async () => {
  expect(await asked({}, null)).toEqual(['auto']);
  expect(await asked({}, 'tensorflow')).toEqual(['tensorflow']);
  expect(await asked({ precision: 'bf16' }, 'webgpu')).toEqual(['webgpu']);
  expect(await asked({}, 'webgpu', ['webgpu'])).toEqual(['webgpu', 'auto']);
  expect(await asked({ backend: 'webgpu' }, 'webgpu', ['webgpu'])).toEqual(['webgpu', 'gpu-unavailable']);
});

it('computes bf16 by TensorFlow, however fast a GPU may be', async () => {
  expect(await asked({ precision: 'bf16' }, null)).toEqual(['tensorflow']);
});

it('does what the recipe says, whatever came before', async () => {
  expect(await asked({ backend: 'wasm', precision: 'bf16' }, 'tensorflow')).toEqual(['wasm']);
});

it('goes on on the processor where its GPU failed', async () => {
  expect(await asked({}, 'processor')).toEqual(['tensorflow']);
  expect(await asked({ backend: 'webgpu' }, 'processor', ['tensorflow'])).toEqual(['tensorflow', 'wasm']);
});

it('reads where a run began, and where it computed last', async () => {
  const run = mkdtempSync(join(tmpdir(), 'thaw-environment-'));
  try {
    expect(await backendsOfRun(run)).toEqual({ begun: null, last: null });
    writeFileSync(join(run, 'environment.json'), JSON.stringify({ node: 'v24' }));
    expect(await backendsOfRun(run)).toEqual({ begun: null, last: null });
    const backend = { backend: 'webgpu', device: 'a card' };
    writeFileSync(join(run, 'environment.json'), JSON.stringify({ schemaVersion: 1, backend }));
    expect(await backendsOfRun(run)).toEqual({ begun: 'webgpu', last: 'webgpu' });
    const processor = { backend: 'tensorflow', device: 'a processor' };
    const taken = { finishedEpochs: 2, backend };
    const write = (earlier: readonly object[]): void => {
      const environment = { schemaVersion: 1, backend: processor, earlier };
      writeFileSync(join(run, 'environment.json'), JSON.stringify(environment));
    };
    // Taken up where the GPU was not there: it may be again.
    write([taken]);
    expect(await backendsOfRun(run)).toEqual({ begun: 'webgpu', last: 'tensorflow' });
    write([{ ...taken, leftGpu: { gpu: 'a card', reason: 'lost', detail: '' } }]);
    expect(await backendsOfRun(run)).toEqual({ begun: 'tensorflow', last: 'tensorflow' });
  } finally {
    rmSync(run, { recursive: true });
  }
});
