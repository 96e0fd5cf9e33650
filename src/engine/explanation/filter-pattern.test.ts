import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../backend/open-backend.ts';
import { preprocess } from '../models/forward.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import { filterPattern, type FilterPattern, greyNoise } from './filter-pattern.ts';
import { filtersOfLayer } from './filters-of-layer.ts';
import { smallNetwork, smallSide, smallWeights } from './fixtures/small-network.ts';
import { patternPicture } from './pattern-picture.ts';
import { pixelsOfInput } from './pixels-of-input.ts';

const network = smallNetwork();
const never = new AbortController().signal;

beforeAll(async () => {
  await openBackend('auto');
});

async function patternOf(
  filter: number,
  { steps = 10, size = smallSide, seed = 0, signal = never, weights = smallWeights(network) } = {},
): Promise<FilterPattern> {
  const parameters = createParameters(weights);
  const config = { index: 2, filter, steps, stepSize: 1, size, seed };
  try {
    return await filterPattern(network, parameters, config, { signal });
  } finally {
    disposeParameters(parameters);
  }
}

describe('the pattern of a filter', () => {
  it('makes it respond the more, the longer it is looked for', async () => {
    for (const filter of [0, 1, 2, 3, 4]) {
      const after = [];
      for (const steps of [1, 5, 20, 40]) after.push((await patternOf(filter, { steps })).after);
      expect(after).toEqual(after.toSorted((one, other) => one - other));
      expect(after.at(-1)).toBeGreaterThan((await patternOf(filter)).before);
    }
  });

  it('is drawn for pictures of any size, the same each time for a seed', async () => {
    const [one, again, other] = [
      await patternOf(1, { size: 20, seed: 3 }),
      await patternOf(1, { size: 20, seed: 3 }),
      await patternOf(1, { size: 20, seed: 4 }),
    ];
    expect(one.values).toHaveLength(20 * 20 * 3);
    expect(one.values).toEqual(again.values);
    expect(one.values).not.toEqual(other.values);
  });

  it('begins with grey noise', () => {
    const noise = greyNoise({ steps: 1, stepSize: 1, size: 50, seed: 0 }, 'conv2', 0);
    expect(Math.min(...noise)).toBeGreaterThanOrEqual(128);
    expect(Math.max(...noise)).toBeLessThan(148);
  });

  it('of a filter that is silent stays the noise, without NaN', async () => {
    const weights = new Map(smallWeights(network));
    const bias = weights.get('conv2/bias')!;
    weights.set('conv2/bias', { ...bias, values: bias.values.map(() => -1e9) });
    const { values, before, after } = await patternOf(2, { weights });
    expect([before, after]).toEqual([0, 0]);
    const noise = greyNoise({ steps: 10, stepSize: 1, size: smallSide, seed: 0 }, 'conv2', 2);
    values.forEach((value, place) => {
      expect(value).toBeCloseTo(noise[place]!, 3);
    });
    expect([...patternPicture(new Float32Array(12).fill(7))]).toEqual(Array.from({ length: 12 }, () => 127));
  });

  it('stops when it is cancelled, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await patternOf(0);
    const abort = new AbortController();
    abort.abort();
    await expect(patternOf(0, { signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('turns network input back into pixels', () => {
  const pixels = Float32Array.from({ length: 4 * 4 * 3 }, (_, place) => (place * 31) % 256);
  for (const preprocessing of [
    network.preprocessing,
    { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 } as const,
  ]) {
    const input = preprocess(tf.tensor4d(pixels, [1, 4, 4, 3]), preprocessing).dataSync<'float32'>();
    pixelsOfInput(input, preprocessing).forEach((value, place) => {
      expect(value).toBeCloseTo(pixels[place]!, 3);
    });
  }
});

describe('a layer for patterns', () => {
  it('has places: flat ones are refused, with those that have', () => {
    expect(filtersOfLayer(network, 'conv2', 12)).toEqual({ index: 2, filters: 5 });
    expect(filtersOfLayer(network, 'pool1', 12)).toEqual({ index: 1, filters: 4 });
    expect(() => filtersOfLayer(network, 'predictions', 12)).toThrow(
      expect.objectContaining({
        code: 'layer-without-filters',
        facts: { layer: 'predictions', known: ['conv1', 'pool1', 'conv2'] },
      }),
    );
  });

  it('is there, and has something left of the picture', () => {
    expect(() => filtersOfLayer(network, 'conv3', 12)).toThrow(
      expect.objectContaining({ code: 'unknown-layer' }),
    );
    expect(() => filtersOfLayer(network, 'conv2', 4)).toThrow(
      expect.objectContaining({ code: 'image-size-too-small', facts: { size: 4, least: 6 } }),
    );
  });
});
