import * as tf from '@tensorflow/tfjs';
import { pixelShape, type DropoutSpec, type NetworkSpec } from '../../shared/network.ts';
import { fromFloat16Words } from '../features/float16.ts';
import { forward, preprocess, type Parameters } from '../models/forward.ts';
import { createParameters, disposeParameters, readParameters } from '../models/parameters.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import { countCorrect, crossEntropy, weightPenalty, targetsOf } from './losses.ts';
import { splitBatch } from './split-batch.ts';
import { createOptimizer, type Slots } from './optimizers/create-optimizer.ts';
import type { BatchInputs, PenaltyConfig, StepBatch, StepOptions, TrainingStep } from './training-step.ts';

/**
 * A training step of tfjs operations, on whichever backend is open, always in fp32: where there are no session graphs,
 * and the second opinion on them.
 */
export function openEagerStep(options: StepOptions): TrainingStep {
  const { network } = options;
  const optimizer = createOptimizer(options.optimizer);
  const names = [...options.learning.keys()];
  const frozen = createParameters(options.frozen);
  let learning: Parameters = createParameters(options.learning);
  let slots: Slots = options.slots ? createParameters(options.slots) : optimizer.createSlots(learning);

  /** The loss of a batch, or of a part of it, and its gradient by the learning parameters. */
  const differentiate = (
    batch: StepBatch,
    penalty: PenaltyConfig,
  ): { loss: tf.Scalar; correct: tf.Scalar; gradients: Parameters } => {
    const input = inputTensor(network, options.from, batch.inputs, batch.labels.length);
    let correct: tf.Scalar | undefined;
    const lossOf = (...tensors: tf.Tensor[]): tf.Scalar => {
      const current = new Map(names.map((name, index) => [name, tensors[index]!]));
      const parameters = new Map([...frozen, ...current]);
      const logits = logitsOf(network, options.from, parameters, input, maskTensors(batch));
      const targets = targetsOf(batch.labels, logits.shape[1]);
      // Kept, because it leaves this function beside the loss.
      correct = tf.keep(countCorrect(logits, targets));
      const loss = tf.mean(weighted(crossEntropy(logits, targets), batch.weights)).asScalar();
      return penalty.l2 > 0 ? tf.add(loss, weightPenalty(current, penalty)) : loss;
    };
    const { value, grads } = tf.valueAndGrads(lossOf)([...learning.values()]);
    return {
      loss: value,
      correct: correct!,
      gradients: new Map(names.map((name, index) => [name, grads[index]!])),
    };
  };

  return {
    run(batch, moment) {
      tf.engine().startScope('training-step');
      try {
        const [first, ...others] = splitBatch(batch, options.photosAtOnce);
        let { loss, correct, gradients } = differentiate(first!, options.penalty);
        for (const part of others) {
          // The penalty counts once.
          const found = differentiate(part, noPenalty);
          const sums = [...gradients].map(
            ([name, sum]) => [name, tf.add(sum, found.gradients.get(name)!)] as const,
          );
          tf.dispose([...gradients.values(), ...found.gradients.values()]);
          gradients = new Map(sums);
          const both = [tf.add(loss, found.loss), tf.keep(tf.add(correct, found.correct))] as const;
          tf.dispose([loss, correct, found.loss, found.correct]);
          [loss, correct] = both as [tf.Scalar, tf.Scalar];
        }
        const next = optimizer.apply(learning, gradients, slots, moment);
        keepAll(next.parameters);
        keepAll(next.slots);
        disposeParameters(learning);
        disposeParameters(slots);
        learning = next.parameters;
        slots = next.slots;
        const outcome = { loss: loss.dataSync()[0]!, correct: correct.dataSync()[0]! };
        correct.dispose();
        return outcome;
      } finally {
        tf.engine().endScope();
      }
    },
    logits: (inputs, count) => {
      const answer = tf.tidy(() =>
        logitsOf(
          network,
          options.measureFrom,
          new Map([...frozen, ...learning]),
          inputTensor(network, options.measureFrom, inputs, count),
          null,
        ),
      );
      const values = Float32Array.from(answer.dataSync());
      answer.dispose();
      return values;
    },
    state: async () => ({ parameters: await readParameters(learning), slots: await readParameters(slots) }),
    close() {
      for (const tensors of [learning, slots, frozen]) disposeParameters(tensors);
    },
  };
}

const noPenalty: PenaltyConfig = { l2: 0, l2Biases: false };

type MaskOf = (layer: DropoutSpec, shape: readonly number[]) => tf.Tensor;

/** What layers from `first` on take: preprocessed pixels, or features. */
function inputTensor(network: NetworkSpec, first: number, inputs: BatchInputs, count: number): tf.Tensor {
  if (inputs instanceof Uint8Array) {
    const pixels = tf.tensor4d(Float32Array.from(inputs), [count, ...pixelShape(network)], 'float32');
    return preprocess(pixels, network.preprocessing);
  }
  const values = inputs instanceof Uint16Array ? fromFloat16Words(inputs) : inputs;
  return tf.tensor(values, [count, ...layerShapes(network)[first - 1]!.outputShape], 'float32');
}

function logitsOf(
  network: NetworkSpec,
  from: number,
  parameters: Parameters,
  input: tf.Tensor,
  dropout: MaskOf | null,
): tf.Tensor2D {
  const to = network.layers.length;
  return forward(network, parameters, input, { from, to, dropout, logits: true }) as tf.Tensor2D;
}

function maskTensors(batch: StepBatch): MaskOf {
  return ({ name, rate }, shape) => {
    const size = shape.reduce((product, side) => product * side, 1);
    return tf.tensor(batch.dropoutMask(name, rate, size), [...shape], 'float32');
  };
}

function weighted(losses: tf.Tensor1D, weights: readonly number[] | null): tf.Tensor1D {
  return weights ? tf.mul(losses, tf.tensor1d([...weights])) : losses;
}

function keepAll(tensors: ReadonlyMap<string, tf.Tensor>): void {
  for (const tensor of tensors.values()) tf.keep(tensor);
}
