import type { SuspectPhoto } from '../../shared/job-results/check-results.ts';
import { leftOutScores } from './left-out-scores.ts';
import { suspectLabels } from './suspect-labels.ts';
import type { FoundTwins } from './twins-of-photos.ts';

/** Photos that most likely have the wrong label, the likeliest first. */
export async function suspectsOfPhotos(
  { photos, features }: NonNullable<FoundTwins['seen']>,
  classes: readonly string[],
): Promise<readonly SuspectPhoto[]> {
  const labels = photos.map(({ classIndex }) => classIndex);
  const scores = await leftOutScores(features.values, labels, classes.length);
  const { neighbours } = features;
  return suspectLabels(labels, scores, neighbours).map(
    ({ photo, looksLike, margin, own, other, nearest }) => ({
      path: photos[photo]!.path,
      className: classes[labels[photo]!]!,
      looksLike: classes[looksLike]!,
      margin,
      likeness: { own, other },
      neighbours: { other: nearest.length, of: neighbours.each },
      nearest: nearest.map((near) => photos[near]!.path),
    }),
  );
}
