import { logSumExp, scoreRow } from '../training/score-logits.ts';

/** Between these, temperatures are searched; a fit that ends at one of them says that the photos do not tell. */
const [coldest, hottest] = [0.05, 20];
/** To the right answers and to the wrong ones, as if they had been seen. */
const added = 0.5;
const steps = 60;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature that makes a network as sure as it is right: logits are divided by it, which changes no answer. It is
 * the one of the least cross-entropy on photos that the network did not learn from. Source: C. Guo et al., "On
 * calibration of modern neural networks", ICML 2017. The targets are not 1 but, for n photos, (n + 1/2) / (n + 1), the
 * rest shared by the other classes: photos that are all answered right would otherwise make the network as sure as can
 * be. Source of smoothed targets: J. Platt, "Probabilistic outputs for support vector machines" (1999). He smooths each
 * class, for he fits two numbers; one temperature answers one question, how often the answer is right, and that share is
 * estimated as R. Krichevsky and V. Trofimov do, IEEE Trans. Inf. Theory 27 (1981).
 *
 * Margins of support vector machines are logits here: for two classes this is Platt's sigmoid without his second number,
 * so that the answer stays the side on which a photo lies; for more, the softmax of the margins, as K. Duan et al.,
 * "Multi-category classification by soft-max combination of binary classifiers" (2003).
 *
 * `logits` [photos, numOutputs]; one output means two classes. 1 without photos.
 */
export function fitTemperature(logits: Float32Array, labels: readonly number[]): number {
  if (labels.length === 0) return 1;
  const numOutputs = logits.length / labels.length;
  const rows = labels.map((_, row) => scoreRow(logits, row, numOutputs));
  const aimed = labels.map((label, row) => aimedScore(rows[row]!, label, labels.length));
  const loss = (logTemperature: number): number => {
    const scale = Math.exp(-logTemperature);
    return rows.reduce(
      (sum, scores, row) => sum + logSumExp(scores.map((score) => scale * score)) - scale * aimed[row]!,
      0,
    );
  };
  return Math.exp(leastOf(loss, Math.log(coldest), Math.log(hottest)));
}

/** The scores' mean by the photo's smoothed targets, one of `count` photos. */
function aimedScore(scores: readonly number[], label: number, count: number): number {
  const right = (count + added) / (count + 2 * added);
  const others = (1 - right) / (scores.length - 1);
  return scores.reduce((sum, score, index) => sum + score * (index === label ? right : others), 0);
}

/** Golden section search: the cross-entropy is convex in 1 / temperature, so that it falls to one place and rises. */
function leastOf(loss: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let left = high - goldenRatio * (high - low);
  let right = low + goldenRatio * (high - low);
  let [atLeft, atRight] = [loss(left), loss(right)];
  for (let step = 0; step < steps; step++) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - goldenRatio * (high - low);
      atLeft = loss(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + goldenRatio * (high - low);
      atRight = loss(right);
    }
  }
  return (low + high) / 2;
}
