/**
 * Whether values rise or fall in their order, as a standard normal number: above 1.96 a rise, below -1.96 a fall that
 * would be rare in values without a trend (5 %, two-sided). Ties are allowed for. 0 for fewer than three values or equal
 * ones. Sources: H. B. Mann, Econometrica 13 (1945), 245-259; M. G. Kendall, "Rank correlation methods" (1975).
 */
export function mannKendall(values: readonly number[]): number {
  const n = values.length;
  if (n < 3) return 0;
  let sum = 0;
  for (let later = 1; later < n; later++)
    for (let earlier = 0; earlier < later; earlier++) sum += Math.sign(values[later]! - values[earlier]!);
  const equals = new Map<number, number>();
  for (const value of values) equals.set(value, (equals.get(value) ?? 0) + 1);
  const tied = [...equals.values()].reduce((total, length) => total + weight(length), 0);
  const variance = (weight(n) - tied) / 18;
  return variance <= 0 ? 0 : (sum - Math.sign(sum)) / Math.sqrt(variance);
}

function weight(n: number): number {
  return n * (n - 1) * (2 * n + 5);
}
