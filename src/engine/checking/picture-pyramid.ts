import { halved, thumbnailSize } from './gray-thumbnail.ts';

/** A square grey picture. */
export interface PyramidLevel {
  readonly size: number;
  readonly values: Float32Array;
  /** Worked out when first asked for: of most pictures nobody does. */
  readonly slopes: Slopes;
}

/** Change a pixel to the right, and down, in pixels of the picture's own size. */
interface Slopes {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

const smallest = 16;

export interface PicturePyramid {
  /** In 16, 32 and 64 pixels. */
  readonly levels: readonly PyramidLevel[];
  /** The largest less what its half size shows: edges and texture, without light and dark areas. */
  readonly detail: PyramidLevel;
}

/** A thumbnail in all sizes. */
export function picturePyramid(thumbnail: Uint8Array): PicturePyramid {
  const levels = levelsOf(thumbnail);
  let detail: PyramidLevel | null = null;
  return {
    levels,
    get detail() {
      return (detail ??= detailOf(levels.at(-1)!, levels.at(-2)!));
    },
  };
}

function levelsOf(thumbnail: Uint8Array): PyramidLevel[] {
  const levels: PyramidLevel[] = [];
  let [values, size]: [Float32Array, number] = [Float32Array.from(thumbnail), thumbnailSize];
  for (;;) {
    levels.unshift(levelOf(values, size));
    if (size === smallest) return levels;
    [values, size] = [halved(values, size), size / 2];
  }
}

function levelOf(values: Float32Array, size: number): PyramidLevel {
  let slopes: Slopes | null = null;
  return {
    size,
    values,
    get slopes() {
      return (slopes ??= slopesOf(values, size));
    },
  };
}

function slopesOf(values: Float32Array, size: number): Slopes {
  const [x, y] = [new Float32Array(values.length), new Float32Array(values.length)];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const [left, right] = [Math.max(0, column - 1), Math.min(size - 1, column + 1)];
      const [above, below] = [Math.max(0, row - 1), Math.min(size - 1, row + 1)];
      x[at] = (values[row * size + right]! - values[row * size + left]!) / (right - left);
      y[at] = (values[below * size + column]! - values[above * size + column]!) / (below - above);
    }
  return { x, y };
}

/** What a pixel differs by from the mean of its neighbourhood of 6 x 6 pixels, 3 x 3 of the half size. */
function detailOf({ size, values }: PyramidLevel, half: PyramidLevel): PyramidLevel {
  const detail = new Float32Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      detail[row * size + column] = values[row * size + column]! - meanAround(half, row >> 1, column >> 1);
  return levelOf(detail, size);
}

function meanAround({ size, values }: PyramidLevel, row: number, column: number): number {
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, row - 1); y <= Math.min(size - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(size - 1, column + 1); x++) {
      sum += values[y * size + x]!;
      count += 1;
    }
  return sum / count;
}
