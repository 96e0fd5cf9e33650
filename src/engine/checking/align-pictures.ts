import type { Affine } from './affine.ts';
import { comparePictures, notAlike, type Alignment, type Comparison } from './compare-pictures.ts';
import { improveMap } from './improve-map.ts';
import type { PicturePyramid, PyramidLevel } from './picture-pyramid.ts';

/** Linear scale of a copy that was cut to 70 % of the area. */
const cut = Math.sqrt(0.7);
const tilt = Math.PI / 18;
/** The middle, and towards the corners. */
const shifts = [
  [0, 0],
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const;

/** Where a search for a whole copy begins: as it is, and tilted by 10 degrees. */
export const wholeStarts: readonly Affine[] = [0, tilt, -tilt].map((angle) => {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return [cosine, -sine, 0, sine, cosine, 0];
});

/** And for one that may be cut: also out of the middle or near a corner, either way round. */
export const cutStarts: readonly Affine[] = [
  ...wholeStarts,
  ...[cut, 1 / cut].flatMap((scale) =>
    shifts.map(([x, y]): Affine => {
      const reach = 0.7 * Math.abs(1 - scale);
      return [scale, 0, x * reach, 0, scale, y * reach];
    }),
  ),
];
/** Starts that look less alike than this at the smallest size lead nowhere; of the others the best are followed. */
const hopeless = 0.35;
const mostStarts = 3;
/** A start that reaches this is the right one. */
const arrived = 0.9;
/** Steps at the smallest size, and at the larger ones; what must be reached before the next size is worth a look. */
const coarsest = { steps: 10, least: 0.6 };
const finer = [
  { steps: 8, least: 0.85 },
  { steps: 6, least: 0 },
] as const;
/** A step that loses more correlation than this has gone astray. */
const astray = 0.05;
/** And one that changes it by less has arrived. */
const settled = 1e-4;

/**
 * Looks for the affine map by which the second picture lies on the first, and tells how alike they are there. Source: S.
 * Baker and I. Matthews, "Lucas-Kanade 20 years on", IJCV 56 (2004), the forward additive algorithm, from the smallest
 * size to the largest, with gain and bias of the grey levels. `starts`: the maps from which it looks.
 */
export function alignPictures(
  first: PicturePyramid,
  second: PicturePyramid,
  starts: readonly Affine[],
): PictureAlignment {
  let best = bestStart(first.levels[0]!, second.levels[0]!, starts);
  if (!best || best.correlation <= coarsest.least) return { ...notAlike, detail: null };
  for (const [index, level] of finer.entries()) {
    best = refine(first.levels[index + 1]!, second.levels[index + 1]!, best.map, level);
    if (best.correlation <= level.least) return { ...notAlike, detail: null };
  }
  const detail = comparePictures(first.detail, second.detail, best.map);
  return {
    correlation: best.correlation,
    overlap: best.overlap,
    detail: detail.overlap === 0 ? null : detail.correlation,
  };
}

export interface PictureAlignment extends Alignment {
  /** Correlation of edges and texture alone; null where one of the two has none. */
  readonly detail: number | null;
}

interface Aligned extends Comparison {
  readonly map: Affine;
}

/** Follows the most promising starts at the smallest size until one has clearly arrived. */
function bestStart(first: PyramidLevel, second: PyramidLevel, starts: readonly Affine[]): Aligned | null {
  const promising = starts
    .map((map): Aligned => ({ map, ...comparePictures(first, second, map) }))
    .filter(({ correlation }) => correlation > hopeless)
    .sort(byCorrelation)
    .slice(0, mostStarts);
  let best: Aligned | null = null;
  for (const { map } of promising) {
    const refined = refine(first, second, map, coarsest);
    if (!best || refined.correlation > best.correlation) best = refined;
    if (best.correlation > arrived) break;
  }
  return best;
}

function refine(
  first: PyramidLevel,
  second: PyramidLevel,
  start: Affine,
  { steps, least }: { readonly steps: number; readonly least: number },
): Aligned {
  let current: Aligned = { map: start, ...comparePictures(first, second, start) };
  let best = current;
  for (let left = steps; left > 0 && current.overlap > 0; left--) {
    const map = improveMap(first, second, current.map, current);
    if (!map) break;
    const before = current.correlation;
    current = { map, ...comparePictures(first, second, map) };
    if (current.correlation > best.correlation) best = current;
    if (current.correlation < best.correlation - astray) break;
    const won = Math.abs(current.correlation - before);
    // Steps win less and less: if as much by each that is left would not do, it leads nowhere.
    if (won < settled || best.correlation + left * won <= least) break;
  }
  return best;
}

function byCorrelation(one: Aligned, other: Aligned): number {
  return other.correlation - one.correlation;
}
