import { learningRateAt } from '../../src/shared/learning-rate.ts';
import type { OptimizerConfig } from '../../src/shared/recipe.ts';
import { describeNetwork, numBaseLayers } from '../../src/engine/models/describe-network.ts';
import type { HostTensor, TensorMap } from '../../src/engine/storage/safetensors.ts';
import type { StepOptions, TrainingStep } from '../../src/engine/training/training-step.ts';
import { readGolden } from '../golden.ts';

/** The trainer's real step on the inputs of test/golden, for comparison with Keras. */

const networkConfig = { kind: 'base', base: 'vgg16', units: 16, dropout: 0 } as const;

export const network = describeNetwork(networkConfig, { size: 150, fit: 'stretch' }, 2);
export const headFrom = numBaseLayers(networkConfig);
export const block5From = network.layers.findIndex(({ name }) => name === 'block5_conv1');

/** The head that Keras began with, by our names. */
export function initialHead(): TensorMap {
  const golden = readGolden('head_training');
  const named = {
    'dense/kernel': 'dense1_kernel',
    'dense/bias': 'dense1_bias',
    'predictions/kernel': 'dense2_kernel',
    'predictions/bias': 'dense2_bias',
  };
  return new Map(Object.entries(named).map(([ours, theirs]) => [ours, golden.floats(theirs)]));
}

/** The optimizer of a golden entry such as `sgd_momentum_1e-5`, with Keras's defaults. */
export function optimizerNamed(name: string): OptimizerConfig {
  const learningRate = Number(name.slice(name.lastIndexOf('_') + 1));
  if (name.startsWith('rmsprop'))
    return { kind: 'rmsprop', learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7 };
  if (name.startsWith('adam')) return { kind: 'adam', learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  return { kind: 'sgd', learningRate, momentum: 0.9, nesterov: name.includes('nesterov'), decay: 0 };
}

export type OpenStep = (options: StepOptions) => TrainingStep | Promise<TrainingStep>;

export interface GoldenRun {
  readonly open: OpenStep;
  readonly optimizer: OptimizerConfig;
  readonly l2?: number;
  readonly from: number;
  readonly inputs: HostTensor;
  readonly labels: readonly number[];
  readonly initial: TensorMap;
  readonly steps: number;
}

/** Trains as Keras did: batches of items 0-9 and 10-19 in turn. The caller closes the step. */
export async function trainGolden(
  run: GoldenRun,
): Promise<{ readonly losses: number[]; readonly step: TrainingStep }> {
  const step = await run.open({
    network,
    from: run.from,
    trainingType: 'float32',
    measureFrom: run.from,
    optimizer: run.optimizer,
    loss: 'cross-entropy',
    photosAtOnce: null,
    penalty: { l2: run.l2 ?? 0, l2Biases: false },
    learning: run.initial,
    frozen: new Map(),
    slots: null,
  });
  const half = run.inputs.values.length / 2;
  const losses: number[] = [];
  for (let index = 0; index < run.steps; index++) {
    const second = index % 2;
    const inputs = run.inputs.values.slice(second * half, (second + 1) * half);
    const labels = run.labels.slice(second * 10, second * 10 + 10);
    const dropoutMask = (): Float32Array => {
      throw new Error('this head has no dropout');
    };
    const learningRate = learningRateAt(
      { optimizer: run.optimizer, schedule: { kind: 'constant' }, warmupSteps: 0, epochs: 1 },
      { step: index, stepsPerEpoch: run.steps, history: [] },
    );
    const moment = { step: index, learningRate };
    losses.push((await step.run({ inputs, labels, weights: null, dropoutMask }, moment)).loss);
  }
  return { losses, step };
}

export function changeOf(after: TensorMap, before: TensorMap, name: string): Float32Array {
  const start = before.get(name)!.values;
  return after.get(name)!.values.map((value, index) => value - start[index]!);
}

/** The largest relative difference of the losses. */
export function lossDistance(losses: readonly number[], expected: readonly number[]): number {
  return Math.max(...expected.map((value, index) => Math.abs(losses[index]! - value) / Math.abs(value)));
}
