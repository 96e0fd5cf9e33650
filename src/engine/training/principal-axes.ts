import type { ColourAxes } from '../../shared/colour-axes.ts';

type Matrix = [number, number, number][];

/** Sweeps after which no symmetric matrix of three rows has anything left beside its diagonal. */
const mostSweeps = 30;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix given as [xx, xy, xz, yy, yz, zz], the largest value first; each
 * vector is of length 1, its largest component positive. C. Jacobi's rotations; G. Golub and C. Van Loan, "Matrix
 * Computations", 8.5.
 */
export function principalAxes([xx, xy, xz, yy, yz, zz]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]): ColourAxes {
  const matrix: Matrix = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const vectors: Matrix = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < mostSweeps; sweep++)
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      rotate(matrix, vectors, p, q);
  const found = [0, 1, 2]
    .map((axis) => ({
      value: Math.max(0, matrix[axis]![axis]!),
      vector: signed([vectors[0]![axis]!, vectors[1]![axis]!, vectors[2]![axis]!]),
    }))
    .sort((one, other) => other.value - one.value);
  const [first, second, third] = found as [Axis, Axis, Axis];
  return {
    values: [first.value, second.value, third.value],
    vectors: [first.vector, second.vector, third.vector],
  };
}

interface Axis {
  readonly value: number;
  readonly vector: [number, number, number];
}

/** Turns the plane of two axes so that nothing is left where they meet. */
function rotate(matrix: Matrix, vectors: Matrix, p: number, q: number): void {
  const meeting = matrix[p]![q]!;
  if (meeting === 0) return;
  const ratio = (matrix[q]![q]! - matrix[p]![p]!) / (2 * meeting);
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (let row = 0; row < 3; row++) {
    turn(matrix[row]!, p, q, cosine, sine);
    turn(vectors[row]!, p, q, cosine, sine);
  }
  for (let column = 0; column < 3; column++) {
    const [upper, lower] = [matrix[p]![column]!, matrix[q]![column]!];
    matrix[p]![column] = cosine * upper - sine * lower;
    matrix[q]![column] = sine * upper + cosine * lower;
  }
}

function turn(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const [one, other] = [row[p]!, row[q]!];
  row[p] = cosine * one - sine * other;
  row[q] = sine * one + cosine * other;
}

function signed(vector: [number, number, number]): [number, number, number] {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best));
  return largest < 0 ? [-vector[0], -vector[1], -vector[2]] : vector;
}
