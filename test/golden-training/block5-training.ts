import { expect, it } from 'vitest';
import type { ComputeBackend } from '../../src/engine/backend/open-backend.ts';
import { openFrozenPass } from '../../src/engine/models/frozen-pass.ts';
import type { HostTensor, TensorMap } from '../../src/engine/storage/safetensors.ts';
import { probabilitiesOf } from '../../src/engine/training/score-logits.ts';
import { weightsOfLayers } from '../../src/engine/training/weights-of-layers.ts';
import { readTestWeights, skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { readGolden, relativeL2 } from '../golden.ts';
import {
  block5From,
  changeOf,
  initialHead,
  lossDistance,
  network,
  optimizerNamed,
  trainGolden,
  type OpenStep,
} from './golden-training.ts';

/** The set block5_training of test/golden, its inputs from our own frozen pass, on the backend that is open. */
export function testBlock5Training(
  way: string,
  open: OpenStep,
  backend: () => ComputeBackend,
  timeoutMs: number,
): void {
  const name = `agrees with Keras over six steps of tuning block5 and the head, ${way}${skippedWithoutWeights}`;
  it.skipIf(testWeightsFile === null)(name, { timeout: timeoutMs }, async () => {
    const weights = await readTestWeights();
    const features = readGolden('features');
    const inputs = await block4Features(backend(), features.bytes('images').values, weights);
    const initial = new Map([...weightsOfLayers(network, weights, block5From), ...initialHead()]);
    const labels = [...features.floats('labels').values];
    const { losses, step } = await trainGolden({
      open,
      optimizer: optimizerNamed('rmsprop_2e-6'),
      from: block5From,
      inputs,
      labels,
      initial,
      steps: 6,
    });
    const { parameters } = await step.state();
    const answers = probabilitiesOf(await step.logits(inputs.values, 20), 1).filter(
      (_, index) => index % 2 === 1,
    );
    step.close();

    const golden = readGolden<{ losses: number[] }>('block5_training');
    expect(lossDistance(losses, golden.facts.losses)).toBeLessThan(1e-3);
    golden.floats('probabilities_after').values.forEach((probability, index) => {
      expect(Math.abs(answers[index]! - probability)).toBeLessThan(1e-3);
    });
    const kernelChange = firstChannels(changeOf(parameters, initial, 'block5_conv3/kernel'), 8);
    expect(relativeL2(kernelChange, golden.floats('block5_conv3_delta_slice').values)).toBeLessThan(2e-2);
    const biasChange = changeOf(parameters, initial, 'block5_conv3/bias');
    expect(relativeL2(biasChange, golden.floats('block5_conv3_bias_change').values)).toBeLessThan(2e-2);
  });
}

async function block4Features(
  backend: ComputeBackend,
  images: Uint8Array,
  weights: TensorMap,
): Promise<HostTensor> {
  const pass = await openFrozenPass(backend, network, weights, ['block4_pool'], 'fp32');
  const { block4_pool: values } = Object.fromEntries(await pass.run(images, 20));
  pass.close();
  return { shape: [20, 9, 9, 512], values: values! };
}

/** kernel[:, :, :count, :count] of a 3 x 3 x 512 x 512 kernel. */
function firstChannels(kernel: Float32Array, count: number): Float32Array {
  return kernel.filter((_, index) => index % 512 < count && Math.floor(index / 512) % 512 < count);
}
