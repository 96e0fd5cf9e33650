/** Until no weight moves by more than this. */
const settled = 1e-9;
const mostRounds = 10_000;

/**
 * Weights, none below 0, summing to 1, of models whose averaged probabilities make the answers of these photos likeliest
 * (least mean cross-entropy). `ofTruth`: by model, the probability that it gives each photo's own class. Expectation
 * maximisation for the shares of a mixture: each round makes the photos likelier, and there is one best answer. Equal
 * weights where there are no photos. Source: A. Dempster, N. Laird and D. Rubin, 1977.
 */
export function ensembleWeights(ofTruth: readonly (readonly number[])[]): readonly number[] {
  const numModels = ofTruth.length;
  const numPhotos = ofTruth[0]?.length ?? 0;
  let weights: readonly number[] = ofTruth.map(() => 1 / numModels);
  if (numPhotos === 0) return weights;
  for (let round = 0; round < mostRounds; round++) {
    const shares = new Array<number>(numModels).fill(0);
    for (let photo = 0; photo < numPhotos; photo++) {
      const parts = weights.map((weight, model) => weight * Math.max(least, ofTruth[model]![photo]!));
      const sum = parts.reduce((total, part) => total + part, 0);
      parts.forEach((part, model) => (shares[model]! += part / sum / numPhotos));
    }
    const moved = Math.max(...shares.map((share, model) => Math.abs(share - weights[model]!)));
    weights = shares;
    if (moved < settled) break;
  }
  return weights;
}

/** A probability of 0 has no logarithm. */
const least = 1e-12;
