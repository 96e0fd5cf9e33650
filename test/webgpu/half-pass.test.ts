import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend, type ComputeBackend } from '../../src/engine/backend/open-backend.ts';
import { fromFloat16Words, toFloat16Words } from '../../src/engine/features/float16.ts';
import { openFrozenPass } from '../../src/engine/models/frozen-pass.ts';
import { conv2d, dense, maxPool2d } from '../../src/engine/models/fixtures/small-layers.ts';
import { initialiseWeights } from '../../src/engine/models/initialise-weights.ts';
import { hasHalfPass } from '../../src/engine/models/passes/half-pass.ts';
import type { TensorMap } from '../../src/engine/storage/safetensors.ts';
import { network } from '../../src/engine/training/graph-step/fixtures/small-networks.ts';
import type { NetworkSpec } from '../../src/shared/network.ts';
import { randomStream } from '../../src/shared/random.ts';
import { hasSoftwareGpu, openSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { relativeToLargest } from '../golden.ts';

/** Channels that are no multiple of four come in, uneven windows, strides, and more filters than a workgroup makes. */
const chain = network([
  conv2d('first', 8, [3, 2], 1, 'same', 'relu'),
  maxPool2d('halved', 3, 2, 'same'),
  conv2d('second', 68, [3, 3], 2, 'valid', 'linear'),
  maxPool2d('last', 2, 2, 'valid'),
  dense('predictions', 3, 'softmax'),
]);
const outputs = ['halved', 'second', 'last'];
const photos = 3;

function pixelsFor({ inputShape: [size] }: NetworkSpec): Uint8Array {
  const stream = randomStream(4, 'pixels');
  return Uint8Array.from({ length: photos * size * size * 3 }, () => stream.below(256));
}

/** Weights that are halves already: no more than what lies between is rounded. */
function halves(weights: TensorMap): TensorMap {
  return new Map(
    [...weights].map(([name, { shape, values }]) => [
      name,
      { shape, values: fromFloat16Words(toFloat16Words(values)) },
    ]),
  );
}

describe.skipIf(!hasSoftwareGpu)(`the frozen pass in fp16 on a GPU by WebGPU${skippedWithoutGpu}`, () => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openSoftwareGpu();
  });

  it('gives what fp32 gives but for roundings, as words and as floats, and leaves nothing behind', async () => {
    const weights = halves(initialiseWeights(chain, 3));
    const pixels = pixelsFor(chain);
    const exact = await openFrozenPass(backend, chain, weights, outputs, 'fp32');
    const expected = await exact.run(pixels, photos);
    exact.close();
    const before = tf.memory().numTensors;
    const pass = await openFrozenPass(backend, chain, weights, outputs, 'fp16');
    const found = await pass.run(pixels, photos);
    const words = await pass.runHalf(pixels, photos);
    pass.close();
    expect(tf.memory().numTensors).toBe(before);
    for (const output of outputs) {
      // The photo, the first convolution's output and the second one's, each at most 2^-11 of the largest.
      expect(relativeToLargest(found.get(output)!, expected.get(output)!), output).toBeLessThan(4 * 2 ** -11);
      expect(fromFloat16Words(words.get(output)!)).toEqual(found.get(output));
    }
  });

  it('tells numbers that are too large for a half, in whatever layer', async () => {
    const weights = new Map(initialiseWeights(chain, 3));
    const bias = weights.get('first/bias')!;
    weights.set('first/bias', { ...bias, values: bias.values.map(() => 70_000) });
    // The next layer takes nothing of it, so that what comes out is small again.
    const kernel = weights.get('second/kernel')!;
    weights.set('second/kernel', { ...kernel, values: kernel.values.map(() => 0) });
    const pass = await openFrozenPass(backend, chain, weights, ['last'], 'fp16');
    await expect(pass.runHalf(pixelsFor(chain), photos)).rejects.toMatchObject({ code: 'features-overflow' });
    pass.close();
  });

  it('is refused for other layers, and on other backends', async () => {
    expect([hasHalfPass(chain, ['last']), hasHalfPass(chain, ['predictions'])]).toEqual([true, false]);
    const weights = initialiseWeights(chain, 3);
    await expect(openFrozenPass(backend, chain, weights, ['predictions'], 'fp16')).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
    const { facts } = await openBackend('wasm');
    await expect(
      openFrozenPass({ ...backend, facts }, chain, weights, ['last'], 'fp16'),
    ).rejects.toMatchObject({ code: 'backend-unavailable' });
  });
});
