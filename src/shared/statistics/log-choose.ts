/**
 * The logarithms of 0! to `largest`!, by adding up: exact to rounding, and what exact tests are made of. Powers and
 * binomial coefficients themselves leave the range of a double from about 1,000 photos on.
 */
export function logFactorials(largest: number): Float64Array {
  const table = new Float64Array(largest + 1);
  for (let n = 2; n <= largest; n++) table[n] = table[n - 1]! + Math.log(n);
  return table;
}

/** The logarithm of the number of ways to choose `k` of `n`, by such a table. */
export function logChoose(table: Float64Array, n: number, k: number): number {
  return table[n]! - table[k]! - table[n - k]!;
}
