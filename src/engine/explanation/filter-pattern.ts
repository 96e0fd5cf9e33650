import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { forward, type Parameters, preprocess } from '../models/forward.ts';
import { pixelsOfInput } from './pixels-of-input.ts';

/** How a pattern is looked for. */
export interface AscentConfig {
  readonly steps: number;
  /** How far a step goes, in levels of 255, as the root mean square over the picture. */
  readonly stepSize: number;
  /** Side of the picture, in pixels; need not be the network's own. */
  readonly size: number;
  readonly seed: number;
}

export interface FilterPattern {
  readonly filter: number;
  /** size x size x 3 values, RGB, rows from the top, as the ascent left them: mostly outside of 0 to 255. */
  readonly values: Float32Array;
  /** Mean activation of the filter before the first step and after the last one. */
  readonly before: number;
  readonly after: number;
}

/** Guards the division of a gradient by its root mean square. */
const smallest = 1e-5;

/** Grey noise that the ascent begins with: levels from 128 to 148, size x size x 3. */
export function greyNoise({ size, seed }: AscentConfig, layer: string, filter: number): Float32Array {
  const stream = randomStream(seed, 'filter-noise', layer, filter);
  return Float32Array.from({ length: size * size * 3 }, () => stream.between(128, 148));
}

/**
 * The picture that a filter of layer `index` responds to most: from grey noise, uphill on the filter's mean
 * activation, each step along the gradient divided by its root mean square. A filter that is silent on the noise has
 * no gradient; its picture stays the noise.
 *
 * As in the source, but that the noise goes through the network's own preprocessing and a step is measured in levels
 * of a pixel, so that it means the same on every network. Source: F. Chollet, "Deep Learning with Python", 5.4.2.
 *
 * Messages are heard between two steps. Throws `cancelled`.
 */
export async function filterPattern(
  network: NetworkSpec,
  parameters: Parameters,
  { index, filter, ...config }: AscentConfig & { readonly index: number; readonly filter: number },
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep?: () => void },
): Promise<FilterPattern> {
  const layer = network.layers[index]!;
  // A mean image would be seen in the pattern.
  const { channelOrder, mean, scale } = network.preprocessing;
  const preprocessing = { channelOrder, mean, scale };
  const { size, steps, stepSize } = config;
  const response = (input: tf.Tensor): tf.Scalar => {
    const output = forward(network, parameters, input, {
      from: 0,
      to: index + 1,
      dropout: null,
      logits: false,
    });
    const [, height, width] = output.shape as [number, number, number, number];
    return tf.mean(tf.slice(output, [0, 0, 0, filter], [1, height, width, 1]));
  };
  const respond = tf.valueAndGrad(response);
  let input = tf.tidy(() =>
    preprocess(tf.tensor4d(greyNoise(config, layer.name, filter), [1, size, size, 3]), preprocessing),
  );
  try {
    let before = NaN;
    for (let step = 0; step < steps; step++) {
      await setImmediate();
      stopIfCancelled(signal);
      const from = input;
      const [value, uphill] = tf.tidy(() => {
        const { value: mean, grad } = respond(from);
        const rootMeanSquare = tf.add(tf.sqrt(tf.mean(tf.square(grad))), smallest);
        const way = tf.mul(tf.div(grad, rootMeanSquare), stepSize * scale);
        return [mean, tf.add<tf.Tensor4D>(from, way)] as const;
      });
      if (step === 0) before = (await value.data())[0]!;
      value.dispose();
      from.dispose();
      input = uphill;
      onStep?.();
    }
    const answer = tf.tidy(() => response(input));
    const after = (await answer.data())[0]!;
    answer.dispose();
    const values = pixelsOfInput(await input.data<'float32'>(), preprocessing);
    return { filter, values, before: steps === 0 ? after : before, after };
  } finally {
    input.dispose();
  }
}
