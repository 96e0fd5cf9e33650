import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeToLargest } from '../../../test/golden.ts';
import { randomStream } from '../../shared/random.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { openBackend } from './open-backend.ts';
import { locateRuntime } from './runtime/locate-runtime.ts';

interface Convolution {
  readonly input: [number, number, number, number];
  readonly kernel: [number, number, number, number];
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid';
}

const convolutions: readonly Convolution[] = [
  { input: [4, 9, 9, 6], kernel: [3, 3, 6, 5], strides: [1, 1], pad: 'same' },
  { input: [2, 10, 7, 3], kernel: [3, 3, 3, 8], strides: [1, 1], pad: 'valid' },
  { input: [3, 6, 6, 4], kernel: [1, 1, 4, 2], strides: [1, 1], pad: 'valid' },
  { input: [2, 8, 9, 2], kernel: [5, 2, 2, 3], strides: [1, 1], pad: 'same' },
  { input: [2, 11, 11, 3], kernel: [3, 3, 3, 4], strides: [2, 2], pad: 'same' },
  { input: [2, 12, 13, 3], kernel: [4, 3, 3, 4], strides: [3, 2], pad: 'valid' },
  { input: [1, 24, 24, 3], kernel: [11, 11, 3, 6], strides: [4, 4], pad: 'valid' },
];

function draws(shape: readonly number[], key: string): tf.Tensor4D {
  const stream = randomStream(3, 'filter-gradient', key);
  const count = sizeOfShape(shape);
  return tf.tensor4d(
    Float32Array.from({ length: count }, () => stream.between(-1, 1)),
    [...shape] as Convolution['input'],
  );
}

/** The gradient of sum(conv(x, w) * weight) with respect to w, by the backend that is open. */
function gradient({ input, kernel, strides, pad }: Convolution): Float32Array {
  return tf.tidy(() => {
    const x = draws(input, 'x');
    const result = (w: tf.Tensor4D): tf.Tensor4D => tf.conv2d(x, w, strides, pad);
    const weight = draws(result(draws(kernel, 'w')).shape, 'dy');
    return tf
      .grad((w) => tf.sum(tf.mul(result(w as tf.Tensor4D), weight)))(draws(kernel, 'w'))
      .dataSync<'float32'>();
  });
}

/** The sum of its definition, written out. */
function definition({ input, kernel, strides, pad }: Convolution): Float32Array {
  return tf.tidy(() => {
    const info = tf.backend_util.computeConv2DInfo(input, kernel, strides, 1, pad);
    const x = draws(input, 'x').arraySync();
    const dy = draws(info.outShape, 'dy').arraySync();
    const [rows, columns, inputs, outputs] = kernel;
    const sums = new Float32Array(rows * columns * inputs * outputs);
    for (let index = 0; index < sums.length; index++) {
      const [output, inChannel] = [index % outputs, Math.floor(index / outputs) % inputs];
      const place = Math.floor(index / outputs / inputs);
      const [row, column] = [Math.floor(place / columns), place % columns];
      let sum = 0;
      for (const [n, picture] of dy.entries())
        for (const [oh, line] of picture.entries())
          for (const [ow, values] of line.entries()) {
            const [h, w] = [
              oh * strides[0] + row - info.padInfo.top,
              ow * strides[1] + column - info.padInfo.left,
            ];
            sum += (x[n]![h]?.[w]?.[inChannel] ?? 0) * values[output]!;
          }
      sums[index] = sum;
    }
    return sums;
  });
}

describe('the filter gradient on WASM', () => {
  let composed: Float32Array[];
  beforeAll(async () => {
    await openBackend('wasm');
    const before = tf.memory().numTensors;
    composed = convolutions.map(gradient);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is the sum that it is defined as', () => {
    for (const [index, convolution] of convolutions.entries()) {
      expect(
        relativeToLargest(composed[index]!, definition(convolution)),
        JSON.stringify(convolution),
      ).toBeLessThan(1e-5);
    }
  });

  it.skipIf(locateRuntime() === null)("agrees with TensorFlow's own kernel", async () => {
    await openBackend('tensorflow');
    for (const [index, convolution] of convolutions.entries()) {
      expect(
        relativeToLargest(composed[index]!, gradient(convolution)),
        JSON.stringify(convolution),
      ).toBeLessThan(1e-5);
    }
  });
});
