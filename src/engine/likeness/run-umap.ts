import { setImmediate } from 'node:timers/promises';
import { UMAP } from 'umap-js';
import { nearestPhotos } from '../checking/nearest-photos.ts';
import { randomStream } from '../../shared/random.ts';
import type { Position } from '../../shared/photo-map.ts';
import type { JobContext } from '../job/job-context.ts';
import { progressMeter } from '../job/progress-meter.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';

/** Of a photo's neighbourhood, itself included; the default of L. McInnes et al., "UMAP", arXiv:1802.03426. */
const neighbourhood = 15;
/** Rounds of the layout. The authors' reference takes 500 for few photos, 200 for many; maps of few settle by 300 too. */
const epochsOf = (count: number): number => (count <= 1_000 ? 300 : 200);

/**
 * Places of at least 4 photos, none the same as another, by UMAP on the cosines of their features: neighbours stay
 * neighbours, distances between far groups mean little. The same features and seed give the same places. Throws
 * `cancelled`.
 *
 * @param features count x channels, each of length 1.
 */
export async function runUmap(
  features: Float32Array,
  count: number,
  seed: number,
  { report, signal }: Pick<JobContext, 'report' | 'signal'>,
): Promise<readonly Position[]> {
  const numNeighbours = Math.min(neighbourhood, count - 1);
  const near = await nearestPhotos(features, count, numNeighbours - 1, signal);
  const stream = randomStream(seed, 'photo-map');
  const nEpochs = epochsOf(count);
  const umap = new UMAP({ nNeighbors: numNeighbours, nEpochs, random: () => stream.next() });
  const photos: number[][] = [];
  const distances: number[][] = [];
  for (let photo = 0; photo < count; photo++) {
    const [first, end] = [photo * near.each, (photo + 1) * near.each];
    photos.push([photo, ...near.photos.subarray(first, end)]);
    // Rounding may lead a cosine over 1.
    distances.push([0, ...near.cosines.subarray(first, end).map((cosine) => Math.max(0, 1 - cosine))]);
  }
  umap.setPrecomputedKNN(photos, distances);
  // With the neighbours known, only the number of vectors counts.
  umap.initializeFit(Array.from({ length: count }, () => []));
  report({ kind: 'stage', stage: 'arranging-photos', total: nEpochs, unit: 'steps' });
  const meter = progressMeter(report, 'arranging-photos', nEpochs);
  for (let epoch = 0; epoch < nEpochs; epoch++) {
    umap.step();
    meter.update(epoch + 1);
    await setImmediate();
    stopIfCancelled(signal);
  }
  meter.finish(nEpochs);
  return umap.getEmbedding().map(([x = 0, y = 0]): Position => [x, y]);
}
