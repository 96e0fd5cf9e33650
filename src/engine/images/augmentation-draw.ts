import type { AugmentationConfig } from '../../shared/augmentation.ts';
import type { RandomStream } from '../../shared/random.ts';
import type { CutPlace } from './cut-square.ts';

/** One random change of a photo. */
export interface AugmentationDraw {
  /** Degrees. */
  readonly rotation: number;
  /** Share of the width; the content moves left by it. */
  readonly shiftX: number;
  /** Share of the height; the content moves up by it. */
  readonly shiftY: number;
  /** Degrees. */
  readonly shear: number;
  /** Factors; below 1 the content grows. */
  readonly zoomX: number;
  readonly zoomY: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** Factors. */
  readonly brightness: number;
  readonly contrast: number;
  /** Levels of 255. */
  readonly channelShift: number;
  /** Of the principal axes' eigenvalues, the largest first. */
  readonly colourJitter: readonly [number, number, number];
  /** Pixels; null: the photo's size is as ever. */
  readonly shortSide: number | null;
  /** Where the network's picture is cut from a larger one; null: its centre. */
  readonly cut: CutPlace | null;
}

/** Leaves a photo as it is. */
export const noChange: AugmentationDraw = {
  rotation: 0,
  shiftX: 0,
  shiftY: 0,
  shear: 0,
  zoomX: 1,
  zoomY: 1,
  flipHorizontal: false,
  flipVertical: false,
  brightness: 1,
  contrast: 1,
  channelShift: 0,
  colourJitter: [0, 0, 0],
  shortSide: null,
  cut: null,
};

/**
 * Draws a change, with the ranges of Keras's ImageDataGenerator where it has them. The same numbers are always drawn,
 * in the order of the fields of AugmentationDraw, whether a change is switched on or not: so moving one setting leaves
 * the others' draws as they were. (Keras lets `height_shift_range` move the columns and `width_shift_range` the rows;
 * here each moves what its name says.)
 */
export function drawAugmentation(config: AugmentationConfig, stream: RandomStream): AugmentationDraw {
  const around = (centre: number, reach: number): number => centre + reach * stream.between(-1, 1);
  const zoom = (): number => {
    const { zoomRange } = config;
    return zoomRange ? stream.between(...zoomRange) : around(1, config.zoom);
  };
  return {
    rotation: around(0, config.rotation),
    shiftX: around(0, config.widthShift),
    shiftY: around(0, config.heightShift),
    shear: around(0, config.shear),
    zoomX: zoom(),
    zoomY: zoom(),
    flipHorizontal: stream.next() < 0.5 && config.horizontalFlip,
    flipVertical: stream.next() < 0.5 && config.verticalFlip,
    brightness: around(1, config.brightness),
    contrast: around(1, config.contrast),
    channelShift: around(0, config.channelShift),
    colourJitter: normals(stream, config.colourJitter),
    shortSide: drawShortSide(config, stream),
    cut: drawCut(config, stream),
  };
}

/** Three numbers from N(0, deviation), from four even ones. G. Box and M. Muller, 1958. */
function normals(stream: RandomStream, deviation: number): [number, number, number] {
  const length = (): number => deviation * Math.sqrt(-2 * Math.log(1 - stream.next()));
  const angle = (): number => 2 * Math.PI * stream.next();
  const [r, a, s, b] = [length(), angle(), length(), angle()];
  return deviation === 0 ? [0, 0, 0] : [r * Math.cos(a), r * Math.sin(a), s * Math.cos(b)];
}

/** A whole number of pixels, both ends included. */
function drawShortSide({ shortSide }: AugmentationConfig, stream: RandomStream): number | null {
  const drawn = stream.next();
  if (!shortSide) return null;
  const [low, high] = shortSide;
  return low + Math.floor(drawn * (high - low + 1));
}

function drawCut({ randomCrop, shortSide }: AugmentationConfig, stream: RandomStream): CutPlace | null {
  const place = { x: stream.next(), y: stream.next() };
  return randomCrop || shortSide ? place : null;
}
