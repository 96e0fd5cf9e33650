/**
 * The inverse of a symmetric matrix whose eigenvalues are all above 0, n x n row-major, by Cholesky's decomposition.
 * Throws RangeError for another matrix.
 */
export function invertSymmetric(matrix: Float64Array, n: number): Float64Array {
  const inverse = invertLower(lowerFactor(matrix, n), n);
  const result = new Float64Array(n * n);
  // (L L')^-1 = L^-1' L^-1; row k of L^-1 is 0 beyond its diagonal.
  for (let k = 0; k < n; k++)
    for (let i = 0; i <= k; i++) {
      const factor = inverse[k * n + i]!;
      for (let j = 0; j <= k; j++) result[i * n + j]! += factor * inverse[k * n + j]!;
    }
  return result;
}

/** L with L L' = matrix. */
function lowerFactor(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column <= row; column++) {
      let value = matrix[row * n + column]!;
      for (let k = 0; k < column; k++) value -= lower[row * n + k]! * lower[column * n + k]!;
      if (row !== column) lower[row * n + column] = value / lower[column * n + column]!;
      else if (value > 0) lower[row * n + row] = Math.sqrt(value);
      else throw new RangeError('matrix is not positive definite');
    }
  return lower;
}

function invertLower(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column++) {
    inverse[column * n + column] = 1 / lower[column * n + column]!;
    for (let row = column + 1; row < n; row++) {
      let value = 0;
      for (let k = column; k < row; k++) value -= lower[row * n + k]! * inverse[k * n + column]!;
      inverse[row * n + column] = value / lower[row * n + row]!;
    }
  }
  return inverse;
}
