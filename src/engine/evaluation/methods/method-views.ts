import type { ImageConfig } from '../../../shared/recipe.ts';
import type { TestMethod } from '../../../shared/test-methods.ts';
import { type CutPlace, cutSquare } from '../../images/cut-square.ts';
import { fitSquare, scaled } from '../../images/fit-square.ts';
import type { RgbPixels } from '../../images/rgb-pixels.ts';

/** One picture of the network's size that is made of a photo. */
export interface View {
  /** Side that the photo is scaled to; null: the plain one's. */
  readonly scale: number | null;
  /** null: the centre. */
  readonly cut: CutPlace | null;
  readonly mirrored: boolean;
}

const centre: View = { scale: null, cut: null, mirrored: false };
/** The last whole place: 1 itself would be beyond it. */
const end = 1 - 2 ** -20;
const corners = [0, end].flatMap((y) => [0, end].map((x) => ({ x, y })));
/** A grid of 5 x 5, and mirrored: 50 pictures a scale. */
const grid = [0, 0.25, 0.5, 0.75, end].flatMap((y, _, places) => places.map((x) => ({ x, y })));

/** The pictures of a method that cuts them; null for one that runs over the whole of a larger picture. */
export function viewsOf(method: TestMethod, scales: readonly number[]): readonly View[] | null {
  const atScales = (cuts: readonly (CutPlace | null)[]): readonly View[] =>
    scales.flatMap((scale) => withMirrored(cuts.map((cut) => ({ scale, cut, mirrored: false }))));
  switch (method) {
    case 'plain':
      return [centre];
    case 'flip':
      return withMirrored([centre]);
    case 'scales':
      return scales.map((scale) => ({ ...centre, scale }));
    case 'ten-crop':
      return atScales([...corners, null]);
    case 'multi-crop':
      return atScales(grid);
    case 'dense':
    case 'dense-flip':
      return null;
  }
}

function withMirrored(views: readonly View[]): readonly View[] {
  return views.flatMap((view) => [view, { ...view, mirrored: true }]);
}

/**
 * The pictures of a photo, one after the other. From the centre they are cut as the plain one is, of the photo fitted to
 * another side; elsewhere from the whole photo at that scale.
 */
export function cutViews(photo: RgbPixels, image: ImageConfig, views: readonly View[]): Uint8Array {
  const { size, fit } = image;
  const atScale = new Map<number, RgbPixels>();
  const whole = (scale: number): RgbPixels => {
    const known = atScale.get(scale) ?? scaled(photo, image, scale);
    atScale.set(scale, known);
    return known;
  };
  const pictures = views.map(({ scale, cut, mirrored }) => {
    const fromCentre = cut === null || scale === null;
    const fitted = scale === null ? image : { size, fit, stored: scale };
    const square = fromCentre ? fitSquare(photo, fitted) : cutSquare(whole(scale), size, cut);
    return mirrored ? mirroredSquare(square, size) : square;
  });
  return Buffer.concat(pictures);
}

/** Left and right changed over; a new array. */
export function mirroredSquare(pixels: Uint8Array, size: number): Uint8Array {
  const turned = new Uint8Array(pixels.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const from = (row * size + column) * 3;
      turned.set(pixels.subarray(from, from + 3), (row * size + size - 1 - column) * 3);
    }
  return turned;
}
