import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import type { Position } from '../../shared/photo-map.ts';
import { silentContext } from '../job/job-context.ts';
import { layOutPhotos } from './lay-out-photos.ts';
import { poolFeatures } from './pool-features.ts';

const channels = 8;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** `groups` directions far from each other, and photos scattered about each. */
function clusters(groups: number, photosInEach: number, seed = 1): Float32Array {
  const stream = randomStream(seed, 'test-clusters');
  const values = Array.from({ length: groups * photosInEach }, (_, photo) =>
    Array.from({ length: channels }, (__, channel) =>
      channel === photo % groups ? 1 : 0.15 * stream.next(),
    ),
  );
  return poolFeatures(values.flat(), values.length, channels);
}

const layOut = (features: Float32Array, seed = 1, most?: number): Promise<readonly Position[]> =>
  layOutPhotos({ features, channels, seed, ...(most === undefined ? {} : { most }) }, silentContext);

function distance([x, y]: Position, [otherX, otherY]: Position): number {
  return Math.hypot(x - otherX, y - otherY);
}

/** Share of photos whose nearest other on the map is of their own group. */
function keptTogether(places: readonly Position[], groups: number): number {
  const together = places.filter((place, own) => {
    const others = places.map((other, index) => (index === own ? Infinity : distance(place, other)));
    return others.indexOf(Math.min(...others)) % groups === own % groups;
  });
  return together.length / places.length;
}

function expectPlaces(places: readonly Position[], count: number): void {
  expect(places).toHaveLength(count);
  for (const value of places.flat()) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
}

describe('the layout of photos', () => {
  it('keeps groups apart that are apart, photos arranged and photos placed among them alike', async () => {
    const features = clusters(4, 30);
    const arranged = await layOut(features);
    expectPlaces(arranged, 120);
    expect(keptTogether(arranged, 4)).toBe(1);
    expect(keptTogether(await layOut(features, 1, 60), 4)).toBe(1);
  });

  it('fills the square with the longer side', async () => {
    const places = await layOut(clusters(3, 20));
    const spans = ([0, 1] as const).map((axis) => {
      const values = places.map((place) => place[axis]);
      return Math.max(...values) - Math.min(...values);
    });
    expect(Math.max(...spans)).toBeCloseTo(1, 4);
  });

  it('is the same again, and another one by another seed', async () => {
    const features = clusters(2, 20);
    const places = await layOut(features);
    expect(await layOut(features)).toEqual(places);
    expect(await layOut(features, 2)).not.toEqual(places);
  });

  it('puts one photo in the middle, two at the ends of a line, three at their distances', async () => {
    expect(await layOut(new Float32Array(0))).toEqual([]);
    const one = poolFeatures([1, 0, 0, 0, 0, 0, 0, 0], 1, channels);
    expect(await layOut(one)).toEqual([[0.5, 0.5]]);
    expect(await layOut(clusters(2, 1))).toEqual([
      [0, 0.5],
      [1, 0.5],
    ]);
    const [first, second, third] = await layOut(
      poolFeatures(
        [...[1, 0, 0], ...zeros(5), ...[0, 1, 0], ...zeros(5), ...[0, 0, 1], ...zeros(5)],
        3,
        channels,
      ),
    );
    expect(distance(first!, second!)).toBeCloseTo(1, 4);
    expect(distance(first!, third!)).toBeCloseTo(1, 4);
    expect(distance(second!, third!)).toBeCloseTo(1, 4);
  });

  it('puts equal photos in one place', async () => {
    const photo = poolFeatures([3, 1, 2, 0, 0, 1, 0, 0], 1, channels);
    const same = Float32Array.from({ length: 20 * channels }, (_, at) => photo[at % channels]!);
    expect(new Set((await layOut(same)).map(String))).toEqual(new Set(['0.5,0.5']));
    const twice = Float32Array.from([...clusters(2, 10), ...clusters(2, 10)]);
    const places = await layOut(twice);
    expect(places.slice(20)).toEqual(places.slice(0, 20));
  });

  it('has a place for every photo whatever the features, and never no number', async () => {
    const value = fc.constantFrom(0, 0, 1, 1, 1e-30, 0.5, 1e4);
    const rows = fc.array(fc.array(value, { minLength: channels, maxLength: channels }), { maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        expectPlaces(await layOut(poolFeatures(drawn.flat(), drawn.length, channels)), drawn.length);
      }),
      { numRuns: 25 },
    );
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const context = {
      report: () => {
        stop.abort();
      },
      signal: stop.signal,
    };
    const request = { features: clusters(2, 20), channels, seed: 1 };
    await expect(layOutPhotos(request, context)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}
