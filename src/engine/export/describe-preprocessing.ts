import type { NetworkSpec } from '../../shared/network.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { storedImage } from '../images/fit-square.ts';
import { meanImageFileName } from './export-format.ts';
import { resizesInside, type WrittenAs } from './photo-front.ts';
import type { PreprocessingFile, PreprocessingStep } from './preprocessing-file.ts';

/**
 * What preprocessing.json says: every step from a photo's file to the model's input, without those that it does by
 * itself.
 */
export function describePreprocessing(
  network: NetworkSpec,
  image: ImageConfig,
  as: WrittenAs = bare,
): PreprocessingFile {
  const { form, shapes = false } = as;
  const inside = resizesInside(image, as);
  const [height, width, channels] = network.inputShape;
  const { channelOrder, mean, meanImage, scale } = network.preprocessing;
  const { size: fitted } = storedImage(image);
  const resize: PreprocessingStep = {
    step: 'resize',
    width: fitted,
    height: fitted,
    filter: 'pillow-bilinear',
  };
  const toSquare: Record<ImageConfig['fit'], readonly PreprocessingStep[]> = {
    stretch: [resize],
    crop: [{ step: 'crop', to: 'centre-square' }, resize],
    pad: [
      { step: 'resize-longer-side', to: fitted, filter: 'pillow-bilinear' },
      { step: 'pad', width: fitted, height: fitted, place: 'centre', colour: [0, 0, 0] },
    ],
  };
  const cut: readonly PreprocessingStep[] =
    fitted > width ? [{ step: 'cut', place: 'centre', width, height }] : [];
  const shaping = [...toSquare[image.fit], ...cut];
  if (form === 'photo') {
    const before = shapes ? [] : shaping.filter(({ step }) => step === 'crop');
    const size = inside ? { height: null, width: null } : { height, width };
    return {
      schemaVersion: 1,
      form,
      input: { layout: 'NHWC', type: 'uint8', ...size, channels: 3 },
      steps: [...decoding, ...(inside ? before : shaping)],
    };
  }
  return {
    schemaVersion: 1,
    form,
    input: { layout: 'NHWC', type: 'float32', height, width, channels },
    steps: [
      ...decoding,
      ...shaping,
      channelOrder === 'grey'
        ? { step: 'grey', by: 'itu-r-601-luma' }
        : { step: 'order-channels', order: channelOrder },
      meanImage
        ? { step: 'subtract-image', file: meanImageFileName, mean: [...mean] }
        : { step: 'subtract', mean: [...mean] },
      { step: 'multiply', by: scale },
    ],
  };
}

const decoding: readonly PreprocessingStep[] = [
  {
    step: 'decode',
    frame: 'first',
    colours: 'rgb',
    bits: 8,
    colourProfile: 'ignored',
    alphaOn: [255, 255, 255],
  },
  { step: 'turn-upright', by: 'exif-orientation' },
];
const bare = { form: 'network', resizes: false } as const;
