import { randomStream, shuffled } from '../../shared/random.ts';
import type { Position } from '../../shared/photo-map.ts';
import { setImmediate } from 'node:timers/promises';
import type { JobContext } from '../job/job-context.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { layOutFew } from './lay-out-few.ts';
import { nearestFeatures } from './nearest-features.ts';
import { runUmap } from './run-umap.ts';
import { scalePositions } from './scale-positions.ts';
import { uniqueFeatures } from './unique-features.ts';

/** UMAP's time and memory grow with the photos: of more than this, a drawn sample is arranged and the rest placed in it. */
export const mostArranged = 4_000;
const guidesOfPlaced = 3;

export interface LayoutRequest {
  /** photos x channels, each of length 1 or zeros. */
  readonly features: Float32Array;
  readonly channels: number;
  readonly seed: number;
  /** Fewer in tests. */
  readonly most?: number;
}

/**
 * A place in the unit square for every photo, near to photos that the network sees alike. Equal photos share a place.
 * Up to 3 photos stand at their distances, up to `mostArranged` are arranged by UMAP, of more a drawn sample is, and
 * each other photo stands among those of the sample that it is most like (UMAP's own `transform` begins so). The same
 * features and seed give the same places. Throws `cancelled`.
 */
export async function layOutPhotos(
  { features, channels, seed, most = mostArranged }: LayoutRequest,
  context: Pick<JobContext, 'report' | 'signal'>,
): Promise<readonly Position[]> {
  const unique = uniqueFeatures(features, channels);
  const order = shuffled([...Array(unique.count).keys()], randomStream(seed, 'photo-map-sample'));
  const sample = unique.count <= most ? [...Array(unique.count).keys()] : order.slice(0, most);
  const sampled = rowsOf(unique.values, channels, sample);
  const arranged = await arrange(sampled, channels, sample.length, seed, context);
  const places = new Array<Position>(unique.count);
  sample.forEach((row, index) => {
    places[row] = arranged[index]!;
  });
  for (const [done, row] of order.slice(sample.length === unique.count ? unique.count : most).entries()) {
    if (done % 50 === 0) await setImmediate();
    stopIfCancelled(context.signal);
    places[row] = placeAmong(unique.values.subarray(row * channels, (row + 1) * channels), sampled, arranged);
  }
  return scalePositions(Array.from(unique.rowOf, (row) => places[row]!));
}

async function arrange(
  features: Float32Array,
  channels: number,
  count: number,
  seed: number,
  context: Pick<JobContext, 'report' | 'signal'>,
): Promise<readonly Position[]> {
  if (count > 3) return runUmap(features, count, seed, context);
  return layOutFew(count, (one, other) => {
    let cosine = 0;
    for (let channel = 0; channel < channels; channel++)
      cosine += features[one * channels + channel]! * features[other * channels + channel]!;
    return Math.max(0, 1 - cosine);
  });
}

/** The middle of the most similar ones' places, each weighted by its similarity. */
function placeAmong(query: Float32Array, features: Float32Array, places: readonly Position[]): Position {
  const guides = nearestFeatures(query, features, guidesOfPlaced).map(({ index, similarity }) => ({
    place: places[index]!,
    weight: Math.max(1e-6, similarity),
  }));
  const total = guides.reduce((sum, { weight }) => sum + weight, 0);
  const middle = (axis: 0 | 1): number =>
    guides.reduce((sum, { place, weight }) => sum + place[axis] * weight, 0) / total;
  return [middle(0), middle(1)];
}

function rowsOf(values: Float32Array, channels: number, rows: readonly number[]): Float32Array {
  const picked = new Float32Array(rows.length * channels);
  rows.forEach((row, index) => {
    picked.set(values.subarray(row * channels, (row + 1) * channels), index * channels);
  });
  return picked;
}
