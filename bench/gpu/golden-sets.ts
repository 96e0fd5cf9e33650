import * as tf from '@tensorflow/tfjs';
import type { ComputeBackend } from '../../src/engine/backend/open-backend.ts';
import { classActivationMap } from '../../src/engine/explanation/class-activation-map.ts';
import { openFrozenPass } from '../../src/engine/models/frozen-pass.ts';
import { createParameters, disposeParameters } from '../../src/engine/models/parameters.ts';
import type { TensorMap } from '../../src/engine/storage/safetensors.ts';
import { openGpuStep } from '../../src/engine/training/gpu-step.ts';
import { probabilitiesOf } from '../../src/engine/training/score-logits.ts';
import { weightsOfLayers } from '../../src/engine/training/weights-of-layers.ts';
import { readGolden, relativeL2, relativeToLargest } from '../../test/golden.ts';
import {
  block5From,
  changeOf,
  headFrom,
  initialHead,
  lossDistance,
  network,
  optimizerNamed,
  trainGolden,
} from '../../test/golden-training/golden-training.ts';
import { once } from './once.ts';

/** How far one thing that Keras computed is from ours, and how far it may be. */
export interface Distance {
  readonly what: string;
  readonly found: number;
  readonly allowed: number;
}

export type GoldenSets = Readonly<Record<string, () => Promise<readonly Distance[]>>>;

const [pictures, batch] = [20, 2];
const changeAllowed = 2e-2;

/** The sets of test/golden that a GPU computes, by name, the quickest first. What one makes and another needs is computed once. */
export function goldenSets(backend: ComputeBackend, weights: TensorMap): GoldenSets {
  const features = readGolden('features');
  const labels = [...features.floats('labels').values];
  const computed = once(() => featuresOf(backend, weights, features.bytes('images').values));
  const tuned = once(async () => {
    const inputs = { shape: [pictures, 9, 9, 512], values: (await computed()).get('block4_pool')! };
    const initial = new Map([...weightsOfLayers(network, weights, block5From), ...initialHead()]);
    const { losses, step } = await trainGolden({
      ...{ open: openGpuStep, optimizer: optimizerNamed('rmsprop_2e-6'), from: block5From },
      ...{ inputs, labels, initial, steps: 6 },
    });
    const answers = probabilitiesOf(await step.logits(inputs.values, pictures), 1);
    const { parameters } = await step.state();
    step.close();
    return { inputs: inputs.values, initial, losses, answers, parameters };
  });
  const headInputs = features.floats('block5_pool');

  return {
    head_training: async () => {
      const golden = readGolden<{ losses: Record<string, number[]> }>('head_training');
      const distances: Distance[] = [];
      for (const [name, expected] of Object.entries(golden.facts.losses)) {
        const { losses, parameters } = await trainHead(name, expected.length);
        distances.push({ what: `losses, ${name}`, found: lossDistance(losses, expected), allowed: 1e-3 });
        const { values } = golden.floats(`${name}/dense1_kernel_change`);
        const found = relativeL2(changeOf(parameters, initialHead(), 'dense/kernel'), values);
        distances.push({ what: `change of the first kernel, ${name}`, found, allowed: changeAllowed });
      }
      return distances;
    },
    sgd_decay_l2: async () => {
      const golden = readGolden<{ losses_with_penalty: number[] }>('sgd_decay_l2');
      const expected = golden.facts.losses_with_penalty;
      const { losses, parameters } = await trainHead('sgd_momentum_1e-5', expected.length, {
        ...{ decay: 0.05, l2: 5e-2 },
      });
      const { values } = golden.floats('dense2_kernel_change');
      const change = changeOf(parameters, initialHead(), 'predictions/kernel');
      return [
        { what: 'losses with their penalty', found: lossDistance(losses, expected), allowed: 1e-3 },
        {
          what: 'change of the last kernel',
          ...{ found: relativeL2(change, values), allowed: changeAllowed },
        },
      ];
    },
    features: async () => {
      const found = await computed();
      return ['block4_pool', 'block5_pool'].map((layer) => {
        const { shape, values } = features.floats(layer);
        const same = found.get(layer)!.subarray(0, values.length);
        return {
          what: `${layer} of ${shape[0]} pictures`,
          ...{ found: relativeToLargest(same, values), allowed: 1e-3 },
        };
      });
    },
    block5_training: async () => {
      const golden = readGolden<{ losses: number[] }>('block5_training');
      const { initial, losses, answers, parameters } = await tuned();
      const second = Float32Array.from(answers.filter((_, index) => index % 2 === 1));
      const kernel = changeOf(parameters, initial, 'block5_conv3/kernel').filter(
        (_, index) => index % 512 < 8 && Math.floor(index / 512) % 512 < 8,
      );
      const bias = changeOf(parameters, initial, 'block5_conv3/bias');
      return [
        { what: 'losses', found: lossDistance(losses, golden.facts.losses), allowed: 1e-3 },
        {
          what: 'probabilities afterwards',
          ...{ found: most(second, golden.floats('probabilities_after').values), allowed: 1e-3 },
        },
        {
          what: 'change of block5_conv3 kernel',
          found: relativeL2(kernel, golden.floats('block5_conv3_delta_slice').values),
          allowed: changeAllowed,
        },
        {
          what: 'change of block5_conv3 bias',
          found: relativeL2(bias, golden.floats('block5_conv3_bias_change').values),
          allowed: changeAllowed,
        },
      ];
    },
    gradcam: async () => {
      const { inputs, parameters: trained } = await tuned();
      const parameters = createParameters(trained);
      const distances: Distance[] = [];
      for (const index of [0, 1]) {
        const size = inputs.length / pictures;
        const input = tf.tensor(inputs.slice(index * size, (index + 1) * size), [1, 9, 9, 512]);
        const map = await classActivationMap(network, parameters, { input, from: block5From, classIndex: 1 });
        input.dispose();
        const found = most(Float32Array.from(map.values), readGolden('gradcam').floats(`cam${index}`).values);
        distances.push({ what: `map of picture ${index}`, found, allowed: 5e-3 });
      }
      disposeParameters(parameters);
      return distances;
    },
  };

  async function trainHead(
    name: string,
    steps: number,
    { decay = 0, l2 = 0 } = {},
  ): Promise<{ losses: readonly number[]; parameters: TensorMap }> {
    const named = optimizerNamed(name);
    const { losses, step } = await trainGolden({
      ...{ open: openGpuStep, optimizer: named.kind === 'sgd' ? { ...named, decay } : named, l2 },
      ...{ from: headFrom, inputs: headInputs, labels, initial: initialHead(), steps },
    });
    const { parameters } = await step.state();
    step.close();
    return { losses, parameters };
  }
}

/** By few pictures at once: a processor computes. */
async function featuresOf(
  backend: ComputeBackend,
  weights: TensorMap,
  images: Uint8Array,
): Promise<ReadonlyMap<string, Float32Array>> {
  const layers = ['block4_pool', 'block5_pool'] as const;
  const pass = await openFrozenPass(backend, network, weights, layers, 'fp32');
  const bytes = images.length / pictures;
  const parts: ReadonlyMap<string, Float32Array>[] = [];
  for (let start = 0; start < pictures; start += batch)
    parts.push(await pass.run(images.slice(start * bytes, (start + batch) * bytes), batch));
  pass.close();
  return new Map(
    layers.map((layer) => [layer, Float32Array.from(parts.flatMap((part) => [...part.get(layer)!]))]),
  );
}

/** The largest absolute difference. */
function most(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity;
  return expected.reduce((largest, value, index) => Math.max(largest, Math.abs(found[index]! - value)), 0);
}
