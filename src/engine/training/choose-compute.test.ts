import { describe, expect, it } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { openBackend, type ComputeBackend } from '../backend/open-backend.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import { chooseCompute } from './choose-compute.ts';
import { planPhases } from './plan-phases.ts';

const smallPhotos = 'imageSize=48';

async function choose(
  backend: ComputeBackend,
  ...settings: string[]
): Promise<{ choice: object; timed: boolean }> {
  const recipe = applySettings(recipeByName('two-phase'), [smallPhotos, ...settings]);
  const network = describeNetwork(recipe.network, recipe.image, 2);
  let timed = false;
  const announce = (stage: string): void => {
    expect(stage).toBe('choosing-precision');
    timed = true;
  };
  const phases = planPhases(network, recipe);
  const choice = await chooseCompute(
    backend,
    recipe,
    network,
    phases,
    initialiseWeights(network, 1),
    announce,
  );
  return { choice, timed };
}

const withBf16 = (backend: ComputeBackend, bf16: 'amx' | 'emulated' | 'gpu'): ComputeBackend => ({
  ...backend,
  facts: { ...backend.facts, bf16 },
});

describe('chooseCompute', () => {
  it('times fp32 and bf16 where the device has instructions for it', async () => {
    const backend = withBf16(await openBackend('tensorflow'), 'amx');
    const { choice, timed } = await choose(backend);
    expect(timed).toBe(true);
    expect(choice).toEqual({
      precision: expect.stringMatching(/^(fp32|bf16)$/) as string,
      photosPerPass: 10,
    });
  });

  it('takes fp32 at once where bf16 would only be emulated', async () => {
    const backend = withBf16(await openBackend('tensorflow'), 'emulated');
    expect(await choose(backend)).toEqual({ choice: { precision: 'fp32', photosPerPass: 10 }, timed: false });
  });

  it.each(['exact', 'fp32', 'bf16'])('takes %s where it is asked for', async (precision) => {
    const backend = withBf16(await openBackend('tensorflow'), 'amx');
    const expected = { choice: { precision, photosPerPass: 10 }, timed: false };
    expect(await choose(backend, `precision=${precision}`)).toEqual(expected);
  });

  it('looks for the size of a pass on a GPU', async () => {
    const backend = withBf16(await openBackend('tensorflow'), 'gpu');
    const { choice, timed } = await choose(backend, 'precision=bf16');
    expect(timed).toBe(true);
    expect([10, 20, 40, 80, 160]).toContain((choice as { photosPerPass: number }).photosPerPass);
  });

  it('refuses bf16 where there are no session graphs', async () => {
    const backend = await openBackend('wasm');
    await expect(choose(backend, 'precision=bf16')).rejects.toMatchObject({ code: 'backend-unavailable' });
    expect((await choose(backend)).choice).toEqual({ precision: 'fp32', photosPerPass: 10 });
  });
});
