import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTestWeights, skippedWithoutWeights, testWeightsFile } from '../../../test/base-weights.ts';
import { readGolden } from '../../../test/golden.ts';
import {
  block5From,
  initialHead,
  network,
  optimizerNamed,
  trainGolden,
} from '../../../test/golden-training/golden-training.ts';
import { openBackend } from '../backend/open-backend.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import { openEagerStep } from '../training/eager-step.ts';
import { openFrozenPass } from '../models/frozen-pass.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { weightsOfLayers } from '../training/weights-of-layers.ts';
import { classActivationMap } from './class-activation-map.ts';

const placeShape = [9, 9, 512];
const placeValues = 9 * 9 * 512;
const features = readGolden('features');
const gradcam = readGolden('gradcam');

/** block4_pool of the 20 pictures, and block5 with the head after the six steps of the set block5_training. */
async function trainBlock5(): Promise<{ inputs: Float32Array; trained: TensorMap }> {
  const weights = await readTestWeights();
  const pass = await openFrozenPass(await openBackend('auto'), network, weights, ['block4_pool'], 'fp32');
  const inputs = (await pass.run(features.bytes('images').values, 20)).get('block4_pool')!;
  pass.close();
  const { step } = await trainGolden({
    open: openEagerStep,
    optimizer: optimizerNamed('rmsprop_2e-6'),
    from: block5From,
    inputs: { shape: [20, ...placeShape], values: inputs },
    labels: [...features.floats('labels').values],
    initial: new Map([...weightsOfLayers(network, weights, block5From), ...initialHead()]),
    steps: 6,
  });
  const { parameters } = await step.state();
  step.close();
  return { inputs, trained: parameters };
}

describe.skipIf(testWeightsFile === null)(`class activation maps are Keras's${skippedWithoutWeights}`, () => {
  let inputs: Float32Array;
  let trained: TensorMap;
  beforeAll(async () => {
    ({ inputs, trained } = await trainBlock5());
  }, 300_000);

  const backends = locateRuntime() === null ? (['wasm'] as const) : (['tensorflow', 'wasm'] as const);
  it.each(backends)('on %s', async (name) => {
    await openBackend(name);
    const parameters = createParameters(trained);
    for (const index of [0, 1]) {
      const place = inputs.slice(index * placeValues, (index + 1) * placeValues);
      const input = tf.tensor(place, [1, ...placeShape]);
      const map = await classActivationMap(network, parameters, { input, from: block5From, classIndex: 1 });
      input.dispose();
      const expected = gradcam.floats(`cam${index}`);
      expect([map.height, map.width]).toEqual(expected.shape);
      const differences = map.values.map((value, place) => Math.abs(value - expected.values[place]!));
      expect(Math.max(...differences)).toBeLessThan(5e-3);
    }
    disposeParameters(parameters);
  });
});
