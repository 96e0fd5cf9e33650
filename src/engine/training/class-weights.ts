/**
 * Weights that let every class count the same: n / (k * n_c). Source: scikit-learn's "balanced" class weights.
 * null where all classes have as many photos, and the weights would all be 1. A class without a photo gets 1.
 */
export function balancedWeights(counts: readonly number[]): readonly number[] | null {
  if (counts.every((count) => count === counts[0])) return null;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (count === 0 ? 1 : total / (counts.length * count)));
}
