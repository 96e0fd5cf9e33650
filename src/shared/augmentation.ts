import * as z from 'zod';

/**
 * How training photos are changed at random. A file without the later settings reads as one in which they are off.
 * Geometry and its order: Keras ImageDataGenerator; colours: see each setting.
 */

const share = z.number().min(0).max(1);
/** Reach of a factor to either side of 1. */
const reach = z.number().min(0).max(0.95);

/** The ways to fill what lies beyond a photo's edges, by the names of Keras and scipy.ndimage. */
export const fillModes = ['nearest', 'constant', 'reflect', 'wrap'] as const;
export type FillMode = (typeof fillModes)[number];

function range(number: z.ZodNumber) {
  return z
    .tuple([number, number])
    .refine(([low, high]) => low <= high, { error: 'the lower end comes first' })
    .nullable();
}

/** All factors are drawn evenly from the range given unless told otherwise; 0, false or null switches one off. */
export const augmentationSchema = z.strictObject({
  /** Degrees, drawn from -rotation to +rotation. */
  rotation: z.number().min(0).max(180),
  /** Share of the width, to either side. */
  widthShift: share,
  /** Share of the height, up or down. */
  heightShift: share,
  /** Degrees, to either side. */
  shear: z.number().min(0).max(90),
  /** Two independent factors from 1-zoom to 1+zoom; below 1 the content grows. */
  zoom: reach,
  /** The two ends of these factors where they do not lie evenly about 1, in place of `zoom`. */
  zoomRange: range(z.number().min(0.05).max(4)).default(null),
  horizontalFlip: z.boolean(),
  verticalFlip: z.boolean(),
  /** Beyond the edges: the nearest pixel, `fillValue`, the photo mirrored, or the photo again (scipy.ndimage's modes). */
  fill: z.enum(fillModes).default('nearest'),
  /** Level of every channel beyond the edges where `fill` is `constant`, 0 to 255. */
  fillValue: z.number().int().min(0).max(255).default(0),
  /** A factor from 1-brightness to 1+brightness: Pillow's ImageEnhance.Brightness, which Keras takes. */
  brightness: reach.default(0),
  /** The same of the distance to the photo's mean grey: Pillow's ImageEnhance.Contrast. */
  contrast: reach.default(0),
  /** Levels of 255 to either side, one draw for all channels (Keras's channel_shift_range). */
  channelShift: z.number().min(0).max(255).default(0),
  /**
   * Standard deviation of the three factors, drawn normally, by which the principal components of the training photos'
   * colours times their eigenvalues are added; .1 in the source. A. Krizhevsky et al., 2012, section 4.1.
   */
  colourJitter: share.default(0),
  /** Cuts the network's picture from a drawn place of a larger one (`image.stored`) in place of its centre. */
  randomCrop: z.boolean().default(false),
  /**
   * Scale jitter: the photo's shorter side is drawn, in pixels, and the network's picture cut from a drawn place; with
   * `stretch` both sides, with `pad` the longer one. Never below the network's size. K. Simonyan and A. Zisserman, 2015,
   * section 3.1. Such photos are decoded afresh each time.
   */
  shortSide: range(z.number().int().min(16).max(2048)).default(null),
});
export type AugmentationConfig = z.infer<typeof augmentationSchema>;

export const noAugmentation: AugmentationConfig = {
  rotation: 0,
  widthShift: 0,
  heightShift: 0,
  shear: 0,
  zoom: 0,
  zoomRange: null,
  horizontalFlip: false,
  verticalFlip: false,
  fill: 'nearest',
  fillValue: 0,
  brightness: 0,
  contrast: 0,
  channelShift: 0,
  colourJitter: 0,
  randomCrop: false,
  shortSide: null,
};

/** The settings that have one number for a range about the middle, in the order in which they are shown. */
export const rangedAugmentations = [
  'rotation',
  'widthShift',
  'heightShift',
  'shear',
  'zoom',
  'brightness',
  'contrast',
  'channelShift',
  'colourJitter',
] as const;
export type RangedAugmentation = (typeof rangedAugmentations)[number];

/** The ends of the two zoom factors; null: there is no zoom. */
export function zoomEnds({ zoom, zoomRange }: AugmentationConfig): readonly [number, number] | null {
  if (zoomRange) return zoomRange;
  return zoom > 0 ? [1 - zoom, 1 + zoom] : null;
}

/** Settings that came after the first eight; while they are off, a configuration is described as it was before them. */
const laterSettings = [
  'zoomRange',
  'fill',
  'fillValue',
  'brightness',
  'contrast',
  'channelShift',
  'colourJitter',
  'randomCrop',
  'shortSide',
] as const satisfies readonly (keyof AugmentationConfig)[];

/** A configuration without the later settings that are off: the same text, and the same hash, as ever. */
export function describeAugmentation(config: AugmentationConfig): Partial<AugmentationConfig> {
  const off = laterSettings.filter((key) => config[key] === noAugmentation[key]);
  return Object.fromEntries(Object.entries(config).filter(([key]) => !off.some((name) => name === key)));
}
