/**
 * Solves `matrix` x = `right`, n x n row-major, by Gauss's elimination with the largest pivot first. Changes both. null
 * where the equations do not decide.
 */
export function solveLinear(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const n = right.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(matrix[row * n + column]!) > Math.abs(matrix[pivot * n + column]!)) pivot = row;
    const largest = matrix[pivot * n + column]!;
    if (!(Math.abs(largest) > 1e-12)) return null;
    if (pivot !== column) swapRows(matrix, right, pivot, column);
    for (let row = column + 1; row < n; row++) {
      const factor = matrix[row * n + column]! / largest;
      if (factor === 0) continue;
      for (let at = column; at < n; at++) matrix[row * n + at]! -= factor * matrix[column * n + at]!;
      right[row]! -= factor * right[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let value = right[row]!;
    for (let at = row + 1; at < n; at++) value -= matrix[row * n + at]! * right[at]!;
    right[row] = value / matrix[row * n + row]!;
  }
  return right;
}

function swapRows(matrix: Float64Array, right: Float64Array, one: number, other: number): void {
  const n = right.length;
  for (let at = 0; at < n; at++)
    [matrix[one * n + at], matrix[other * n + at]] = [matrix[other * n + at]!, matrix[one * n + at]!];
  [right[one], right[other]] = [right[other]!, right[one]!];
}
