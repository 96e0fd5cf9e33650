import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { relativeToLargest } from '../../../test/golden.ts';
import { randomStream } from '../../shared/random.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { openBackend } from './open-backend.ts';
import { locateRuntime } from './runtime/locate-runtime.ts';

interface Convolution {
  readonly input: [number, number, number, number];
  readonly kernel: [number, number, number, number];
  readonly stride: number;
  readonly pad: 'same' | 'valid';
}

const convolutions: readonly Convolution[] = [
  { input: [3, 7, 9, 4], kernel: [3, 3, 4, 1], stride: 1, pad: 'same' },
  { input: [2, 8, 6, 3], kernel: [3, 2, 3, 1], stride: 1, pad: 'valid' },
  { input: [2, 9, 9, 3], kernel: [3, 3, 3, 1], stride: 2, pad: 'valid' },
  { input: [2, 8, 8, 5], kernel: [3, 3, 5, 1], stride: 2, pad: 'same' },
  { input: [2, 7, 7, 2], kernel: [3, 3, 2, 1], stride: 2, pad: 'same' },
  // The last row and column are under no window.
  { input: [2, 10, 10, 2], kernel: [3, 3, 2, 1], stride: 2, pad: 'valid' },
  { input: [2, 7, 7, 2], kernel: [1, 1, 2, 1], stride: 2, pad: 'same' },
];

function draws(shape: readonly number[], key: string): tf.Tensor4D {
  const stream = randomStream(3, 'depthwise-gradients', key);
  const count = sizeOfShape(shape);
  return tf.tensor4d(
    Float32Array.from({ length: count }, () => stream.between(-1, 1)),
    [...shape] as Convolution['input'],
  );
}

/** The gradients of sum(conv(x, w) * weight) by x and by w, by the backend that is open. */
function gradients({ input, kernel, stride, pad }: Convolution): readonly Float32Array[] {
  return tf.tidy(() => {
    const result = (x: tf.Tensor, w: tf.Tensor): tf.Tensor4D =>
      tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
    const [x, w] = [draws(input, 'x'), draws(kernel, 'w')];
    const weight = draws(result(x, w).shape, 'dy');
    const found = tf.grads((one, other) => tf.sum(tf.mul(result(one, other), weight)))([x, w]);
    return found.map((gradient) => gradient.dataSync<'float32'>());
  });
}

it("the gradients on WASM are those of tfjs's plain backend, and TensorFlow's", async () => {
  await openBackend('wasm');
  const before = tf.memory().numTensors;
  const composed = convolutions.map(gradients);
  expect(tf.memory().numTensors).toBe(before);
  const others = ['cpu', ...(locateRuntime() === null ? [] : ['tensorflow'])];
  for (const other of others) {
    if (other === 'cpu') await tf.setBackend('cpu');
    else await openBackend('tensorflow');
    for (const [index, convolution] of convolutions.entries())
      gradients(convolution).forEach((expected, which) => {
        const difference = relativeToLargest(composed[index]![which]!, expected);
        expect(difference, `${other} ${JSON.stringify(convolution)}`).toBeLessThan(1e-5);
      });
  }
});
