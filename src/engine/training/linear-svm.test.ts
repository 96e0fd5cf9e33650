import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../shared/network.ts';
import { openBackend } from '../backend/open-backend.ts';
import type { TensorFlowBinding } from '../backend/tensorflow-binding.ts';
import { fitTemperature } from '../evaluation/fit-temperature.ts';
import { denseLayers } from '../models/dense-layers.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { openEagerStep } from './eager-step.ts';
import { openGraphStep } from './graph-step/open-graph-step.ts';
import { penaltyOf } from './penalty-of.ts';
import { probabilitiesOf, scoreLogits } from './score-logits.ts';
import type { StepOptions, TrainingStep } from './training-step.ts';

/** What scikit-learn's LinearSVC comes to on these photos; test/scikit/linear_svm.py wrote it. */
interface Fit {
  readonly classes: 2 | 3;
  readonly loss: 'hinge' | 'squared-hinge';
  readonly c: number;
  /** [features, outputs]. */
  readonly kernel: readonly (readonly number[])[];
  readonly bias: readonly number[];
  /** Half the squares of both, plus C times the sum of the losses. */
  readonly objective: number;
}
interface ScikitFile {
  readonly features: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly fits: readonly Fit[];
}
const scikit = JSON.parse(
  readFileSync(new URL('fixtures/scikit-svm.json', import.meta.url), 'utf8'),
) as ScikitFile;
const { fits } = scikit;

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
  await tf.setBackend('cpu');
});

const numFeatures = scikit.features[0]!.length;

/** The photos of so many classes, all in one batch, and the machines that learn from them. */
function machines(
  { classes, loss, c }: Fit,
  learningRate: number,
): { options: StepOptions; labels: number[] } {
  const labels = scikit.labels.filter((label) => label < classes);
  const layers = denseLayers({ units: [], rate: 0, dropout: 'after' }, classes);
  const network: NetworkSpec = {
    inputShape: [1, 1, numFeatures],
    preprocessing: { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 },
    layers: [{ kind: 'flatten', name: 'flatten' }, ...layers],
  };
  const numOutputs = classes === 2 ? 1 : classes;
  const learning: TensorMap = new Map([
    [
      'predictions/kernel',
      { shape: [numFeatures, numOutputs], values: new Float32Array(numFeatures * numOutputs) },
    ],
    ['predictions/bias', { shape: [numOutputs], values: new Float32Array(numOutputs) }],
  ]);
  const options: StepOptions = {
    network,
    from: 1,
    trainingType: 'float32',
    measureFrom: 1,
    optimizer: { kind: 'sgd', learningRate, momentum: 0.9, nesterov: false, decay: 0 },
    loss,
    photosAtOnce: null,
    penalty: penaltyOf({ l2: 0, l2Biases: true }, { loss: { kind: loss, c }, numPhotos: labels.length }),
    learning,
    frozen: new Map(),
    slots: null,
  };
  return { options, labels };
}

const featuresOf = (count: number): Float32Array =>
  Float32Array.from(scikit.features.filter((_, row) => scikit.labels[row]! < count).flat());

/** Trains at a rate that falls to nothing. Returns kernel, bias and logits, and the loss of the last step. */
async function trained(
  fit: Fit,
  open: (options: StepOptions) => TrainingStep | Promise<TrainingStep>,
  steps: number,
): Promise<{ kernel: Float32Array; bias: Float32Array; logits: Float32Array; loss: number }> {
  const { options, labels } = machines(fit, 0.05);
  const step = await open(options);
  let loss = NaN;
  for (let at = 0; at < steps; at++) {
    const learningRate = 0.05 * (1 - at / steps);
    const dropoutMask = (): Float32Array => new Float32Array();
    const batch = { inputs: featuresOf(fit.classes), labels, weights: null, dropoutMask };
    ({ loss } = await step.run(batch, { step: at, learningRate }));
  }
  const { parameters } = await step.state();
  const logits = await step.logits(featuresOf(fit.classes), labels.length);
  step.close();
  const kernel = parameters.get('predictions/kernel')!.values;
  return { kernel, bias: parameters.get('predictions/bias')!.values, logits, loss };
}

const name = ({ classes, loss, c }: Fit): string => `${loss}, C ${c}, ${classes} classes`;

describe('a support vector machine by the training step', () => {
  it.each(fits.map((fit) => [name(fit), fit] as const))(
    'comes to the weights of scikit-learn’s LinearSVC: %s',
    async (_, fit) => {
      const { kernel, bias, loss } = await trained(
        fit,
        (options) => openGraphStep(binding, options, 'fp32'),
        4000,
      );
      const { options, labels } = machines(fit, 0.05);
      // The objective, by C and the number of photos, is what a step tells as its loss.
      expect(loss * fit.c * labels.length).toBeCloseTo(fit.objective, 3);
      // A hinge has corners, about which a step goes to and fro.
      const digits = options.loss === 'hinge' ? 2 : 4;
      fit.kernel.flat().forEach((value, index) => {
        expect(kernel[index]).toBeCloseTo(value, digits);
      });
      fit.bias.forEach((value, index) => {
        expect(bias[index]).toBeCloseTo(value, digits);
      });
    },
  );

  it.each(fits.map((fit) => [name(fit), fit] as const))(
    'is the same operation by operation: %s',
    async (_, fit) => {
      const graph = await trained(fit, (options) => openGraphStep(binding, options, 'fp32'), 40);
      const eager = await trained(fit, openEagerStep, 40);
      expect(eager.loss).toBeCloseTo(graph.loss, 4);
      graph.kernel.forEach((value, index) => {
        expect(eager.kernel[index]).toBeCloseTo(value, 4);
      });
    },
  );

  it('answers by probabilities, which no temperature turns over', async () => {
    for (const fit of fits) {
      const { labels } = machines(fit, 0.05);
      const { logits } = await trained(fit, openEagerStep, 40);
      const temperature = fitTemperature(logits, labels);
      const numOutputs = logits.length / labels.length;
      const probabilities = probabilitiesOf(
        logits.map((logit) => logit / temperature),
        numOutputs,
      );
      labels.forEach((_, row) => {
        const own = probabilities.subarray(row * fit.classes, (row + 1) * fit.classes);
        expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        const margins =
          numOutputs === 1
            ? [0, logits[row]!]
            : [...logits.subarray(row * numOutputs, (row + 1) * numOutputs)];
        expect(own.indexOf(Math.max(...own))).toBe(margins.indexOf(Math.max(...margins)));
      });
    }
  });
});

describe('the loss of measured photos', () => {
  it.each(['hinge', 'squared-hinge'] as const)('is the one that is trained: %s', async (loss) => {
    const fit = fits.find((one) => one.loss === loss && one.classes === 3)!;
    const { options, labels } = machines(fit, 0);
    const step = openEagerStep({
      ...options,
      penalty: { l2: 0, l2Biases: false },
      learning: new Map([
        ['predictions/kernel', { shape: [numFeatures, 3], values: Float32Array.from(fit.kernel.flat()) }],
        ['predictions/bias', { shape: [3], values: Float32Array.from(fit.bias) }],
      ]),
    });
    const logits = await step.logits(featuresOf(3), labels.length);
    const batch = {
      inputs: featuresOf(3),
      labels,
      weights: null,
      dropoutMask: () => new Float32Array(),
    };
    const told = await step.run(batch, { step: 0, learningRate: 0 });
    step.close();
    const { lossSum, correct } = scoreLogits(logits, labels, loss);
    expect(lossSum / labels.length).toBeCloseTo(told.loss, 5);
    expect(correct).toBe(told.correct);
  });
});
