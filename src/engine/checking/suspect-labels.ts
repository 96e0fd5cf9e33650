import type { Neighbours } from './nearest-photos.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';

/** A photo that looks more like another class than like its own. */
export interface Suspect {
  /** Its number. */
  readonly photo: number;
  /** The class that it looks like. */
  readonly looksLike: number;
  /** How much more it looks like that one, above 0; the larger, the surer. */
  readonly margin: number;
  /** How much it looks like its own class and like that one, 0 to 1 but for what the classifier says beyond. */
  readonly own: number;
  readonly other: number;
  /** Numbers of its nearest photos that have the other class, the nearest first. */
  readonly nearest: readonly number[];
}

/** A photo's class must have as many other photos, else nothing tells what its class looks like. */
const fewestOthers = 3;

/**
 * Photos that most likely have the wrong label, the likeliest first. Two witnesses count the same: a classifier fitted
 * without the photo (`scores`, photos x classes) and the labels of its nearest neighbours. Photos of a class with hardly
 * any others are not judged.
 */
export function suspectLabels(
  labels: readonly number[],
  scores: Float32Array,
  neighbours: Neighbours,
): readonly Suspect[] {
  const numClasses = scores.length / labels.length;
  const counts = new Array<number>(numClasses).fill(0);
  for (const label of labels) counts[label]! += 1;
  return labels
    .map((label, photo): Suspect => {
      const votes = votesOf(photo, labels, numClasses, neighbours);
      const evidence = votes.map((vote, index) => vote + scores[photo * numClasses + index]!);
      const others = evidence.map((value, index) => (index === label ? -Infinity : value));
      const looksLike = indexOfLargest(others);
      const [own, other] = [evidence[label]! / 2, evidence[looksLike]! / 2];
      const nearest = nearestOf(photo, neighbours).filter((near) => labels[near] === looksLike);
      return { photo, looksLike, margin: other - own, own, other, nearest };
    })
    .filter(({ photo, margin }) => margin > 0 && counts[labels[photo]!]! > fewestOthers)
    .sort((one, other) => other.margin - one.margin);
}

function nearestOf(photo: number, { photos, each }: Neighbours): readonly number[] {
  return Array.from(photos.subarray(photo * each, (photo + 1) * each));
}

/** Shares of the neighbours by class, weighted by how near they are. */
function votesOf(
  photo: number,
  labels: readonly number[],
  numClasses: number,
  { photos, cosines, each }: Neighbours,
): number[] {
  const votes = new Array<number>(numClasses).fill(0);
  let total = 0;
  for (let at = photo * each; at < (photo + 1) * each; at++) {
    const weight = Math.max(0, cosines[at]!);
    votes[labels[photos[at]!]!]! += weight;
    total += weight;
  }
  return total === 0 ? votes : votes.map((vote) => vote / total);
}
