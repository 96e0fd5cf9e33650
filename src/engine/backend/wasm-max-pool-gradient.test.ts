import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { openBackend } from './open-backend.ts';
import { locateRuntime } from './runtime/locate-runtime.ts';

interface Pooling {
  readonly input: [number, number, number, number];
  readonly window: [number, number];
  readonly strides: [number, number];
  readonly pad: 'same' | 'valid';
}

const poolings: readonly Pooling[] = [
  { input: [2, 9, 9, 5], window: [2, 2], strides: [2, 2], pad: 'valid' },
  { input: [2, 7, 8, 3], window: [3, 3], strides: [2, 2], pad: 'valid' },
  { input: [2, 7, 8, 3], window: [3, 2], strides: [2, 1], pad: 'same' },
  { input: [1, 4, 4, 2], window: [2, 2], strides: [1, 1], pad: 'same' },
];

/** Few whole numbers from 0 up, as after relu: many windows have equal values, and many are all 0. */
function input({ input: shape }: Pooling): tf.Tensor4D {
  const stream = randomStream(3, 'max-pool-gradient');
  const count = sizeOfShape(shape);
  return tf.tensor4d(
    Float32Array.from({ length: count }, () => Math.max(0, stream.below(5) - 2)),
    shape,
  );
}

function gradient(pooling: Pooling): Float32Array {
  return tf.tidy(() => {
    const result = (x: tf.Tensor): tf.Tensor =>
      tf.maxPool(x as tf.Tensor4D, pooling.window, pooling.strides, pooling.pad);
    const { size, shape } = result(input(pooling));
    const weight = tf.tensor(
      Float32Array.from({ length: size }, (_, index) => index + 1),
      shape,
    );
    return tf
      .grad((x) => tf.sum(tf.mul(result(x), weight)))(input(pooling))
      .dataSync<'float32'>();
  });
}

describe('the gradient of max pooling on WASM', () => {
  let found: Float32Array[];
  beforeAll(async () => {
    await openBackend('wasm');
    const before = tf.memory().numTensors;
    found = poolings.map(gradient);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('goes to the first of equal values, and to zeros too', () => {
    const x = tf.tensor4d([0, 0, 1, 2, 0, 0, 2, 2], [1, 2, 4, 1]);
    const sumOfPool = (place: tf.Tensor): tf.Tensor =>
      tf.sum(tf.maxPool(place as tf.Tensor4D, 2, 2, 'valid'));
    expect([...tf.grad(sumOfPool)(x).dataSync()]).toEqual([1, 0, 0, 1, 0, 0, 0, 0]);
  });

  it.skipIf(locateRuntime() === null)("is that of TensorFlow's own kernel", async () => {
    await openBackend('tensorflow');
    for (const [index, pooling] of poolings.entries())
      expect(found[index], JSON.stringify(pooling)).toEqual(gradient(pooling));
  });
});
