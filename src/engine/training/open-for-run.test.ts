import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BackendName } from '../../shared/backends.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { devicesOfRun, openForRun } from './open-for-run.ts';

type Choice = 'auto' | BackendName;

/** What is opened one after the other, and on which device, where these do not open. */
async function asked(
  { backend = 'auto', precision = 'auto' }: Partial<Pick<Recipe, 'backend' | 'precision'>>,
  begun: BackendName | 'processor' | null,
  closed: readonly Choice[] = [],
): Promise<readonly string[]> {
  const choices: string[] = [];
  const device = begun === null || begun === 'processor' ? begun : { backend: begun, device: 'b' };
  await openForRun({ backend, precision }, device, async (choice, which) => {
    await Promise.resolve();
    choices.push(which === undefined ? choice : `${choice} ${which}`);
    if (closed.includes(choice)) throw new ThawError('gpu-unavailable', { reason: 'adapter', detail: '' });
    return {} as ComputeBackend;
  }).catch((error: unknown) => {
    choices.push((error as ThawError).code);
  });
  return choices;
}

it('goes on where a run began, and elsewhere only where that is gone', async () => {
  expect(await asked({}, null)).toEqual(['auto']);
  expect(await asked({}, 'tensorflow')).toEqual(['tensorflow b']);
  expect(await asked({ precision: 'bf16' }, 'webgpu')).toEqual(['webgpu b']);
  expect(await asked({}, 'webgpu', ['webgpu'])).toEqual(['webgpu b', 'auto']);
  expect(await asked({ backend: 'webgpu' }, 'webgpu', ['webgpu'])).toEqual(['webgpu b', 'gpu-unavailable']);
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
    expect(await devicesOfRun(run)).toEqual({ begun: null, last: null });
    writeFileSync(join(run, 'environment.json'), JSON.stringify({ node: 'v24' }));
    expect(await devicesOfRun(run)).toEqual({ begun: null, last: null });
    const backend = { backend: 'webgpu', device: 'a card' };
    writeFileSync(join(run, 'environment.json'), JSON.stringify({ schemaVersion: 1, backend }));
    expect(await devicesOfRun(run)).toEqual({ begun: backend, last: backend });
    const processor = { backend: 'tensorflow', device: 'a processor' };
    const taken = { finishedEpochs: 2, backend };
    const write = (earlier: readonly object[]): void => {
      const environment = { schemaVersion: 1, backend: processor, earlier };
      writeFileSync(join(run, 'environment.json'), JSON.stringify(environment));
    };
    // Taken up where the GPU was not there: it may be again.
    write([taken]);
    expect(await devicesOfRun(run)).toEqual({ begun: backend, last: processor });
    write([{ ...taken, leftGpu: { gpu: 'a card', reason: 'lost', detail: '' } }]);
    expect(await devicesOfRun(run)).toEqual({ begun: processor, last: processor });
  } finally {
    rmSync(run, { recursive: true });
  }
});
