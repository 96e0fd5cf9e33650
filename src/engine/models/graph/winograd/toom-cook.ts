/** A matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** A fast convolution in one dimension: A^T [(G g) * (B^T d)] are its outputs, * value by value. */
export interface ToomCook {
  /** Inputs of one tile: its outputs, and one less than the kernel has elements. */
  readonly size: number;
  /** B^T, [size, size]. */
  readonly input: Matrix;
  /** G, [size, taps]. */
  readonly kernel: Matrix;
  /** A^T, [outputs, size]. */
  readonly output: Matrix;
}

/**
 * Where the polynomials are evaluated, besides at infinity. With a half and -2 four outputs are rounded as little as
 * three, and a third as much as with 2 and -2. Source: Barabasz et al., Error analysis and improving the accuracy of
 * Winograd convolution for deep neural networks, 2020; measured in docs/performance.md.
 */
const points = [0, 1, -1, 0.5, -2];

/**
 * F(outputs, taps): the inner products of a kernel at `outputs` neighbouring places by `outputs` + `taps` - 1
 * multiplications, at most 6. Input tiles of one size are transformed alike, whatever the taps. Source: Lavin and Gray,
 * Fast algorithms for convolutional neural networks, 2016; the construction is Toom and Cook's.
 */
export function toomCook(outputs: number, taps: number): ToomCook {
  const size = outputs + taps - 1;
  const finite = points.slice(0, size - 1);
  const others = finite.map((point) => finite.filter((other) => other !== point));
  const scales = finite.map((point, index) =>
    others[index]!.reduce((product, other) => product * (point - other), 1),
  );
  return {
    size,
    input: [...others, finite].map((roots) => polynomial(roots, size)),
    kernel: powers(finite, taps).map((row, index) => row.map((power) => power / (scales[index] ?? 1))),
    output: transposed(powers(finite, outputs)),
  };
}

/** What a matrix does along both axes of a square tile: its Kronecker product with itself. */
export function alongBothAxes(matrix: Matrix): Matrix {
  return matrix.flatMap((outer) =>
    matrix.map((inner) => outer.flatMap((factor) => inner.map((value) => factor * value))),
  );
}

/** Each point's powers from 0 on; the last row is infinity's. */
function powers(finite: readonly number[], count: number): Matrix {
  const exponents = Array.from({ length: count }, (_, exponent) => exponent);
  return [
    ...finite.map((point) => exponents.map((exponent) => point ** exponent)),
    exponents.map((exponent) => (exponent === count - 1 ? 1 : 0)),
  ];
}

/** The coefficients of the product of all (x - root), the lowest first. */
function polynomial(roots: readonly number[], length: number): readonly number[] {
  return roots.reduce<readonly number[]>(
    (coefficients, root) =>
      coefficients.map((coefficient, exponent) => (coefficients[exponent - 1] ?? 0) - root * coefficient),
    Array.from({ length }, (_, exponent) => (exponent === 0 ? 1 : 0)),
  );
}

function transposed(matrix: Matrix): Matrix {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!));
}
