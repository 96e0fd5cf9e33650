import { assertNever } from '../../../../shared/assert-never.ts';
import type { PreprocessingStep } from '../../preprocessing-file.ts';
import { divisor } from '../../../../shared/preprocessing.ts';
import type { SampleFacts } from '../sample-facts.ts';

/** The body of Python's `read_photo(path)`: every step that is left to the program, in Pillow and numpy. */
export function photoLines({ preprocessing }: Pick<SampleFacts, 'preprocessing'>): string {
  const { steps, input } = preprocessing;
  const split = steps.findIndex(({ step }) => onNumbers.includes(step));
  const onPhoto = split < 0 ? steps : steps.slice(0, split);
  return [
    ...onPhoto.flatMap(stepLines),
    ...(steps.some(({ step }) => step === 'grey') ? ['photo = photo.convert("L")'] : []),
    `pixels = np.asarray(photo, "${input.type}")`,
    ...(split < 0 ? [] : steps.slice(split).flatMap(stepLines)),
    'return pixels',
  ]
    .map((line) => `    ${line}\n`)
    .join('');
}

const onNumbers: readonly PreprocessingStep['step'][] = [
  'order-channels',
  'grey',
  'subtract',
  'subtract-image',
  'multiply',
];

function stepLines(step: PreprocessingStep): readonly string[] {
  switch (step.step) {
    case 'decode':
      return [];
    case 'turn-upright':
      return [
        'photo = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")',
        'white = Image.new("RGBA", photo.size, "white")',
        'photo = Image.alpha_composite(white, photo).convert("RGB")',
      ];
    case 'crop':
      return [
        'side = min(photo.size)',
        'left, top = (photo.width - side) // 2, (photo.height - side) // 2',
        'photo = photo.crop((left, top, left + side, top + side))',
      ];
    case 'resize':
      return [`photo = photo.resize((${step.width}, ${step.height}), Image.Resampling.BILINEAR)`];
    case 'resize-longer-side':
      return [
        'longer = max(photo.size)',
        `sides = [max(1, int(side * ${step.to} / longer + 0.5)) for side in photo.size]`,
        'small = photo.resize(sides, Image.Resampling.BILINEAR)',
      ];
    case 'pad':
      return [
        `photo = Image.new("RGB", (${step.width}, ${step.height}))`,
        `photo.paste(small, ((${step.width} - sides[0]) // 2, (${step.height} - sides[1]) // 2))`,
      ];
    case 'cut':
      return [
        `left, top = (photo.width - ${step.width}) // 2, (photo.height - ${step.height}) // 2`,
        `photo = photo.crop((left, top, left + ${step.width}, top + ${step.height}))`,
      ];
    case 'order-channels':
      return step.order === 'bgr' ? ['pixels = pixels[..., ::-1]'] : [];
    case 'grey':
      return ['pixels = pixels[..., np.newaxis]'];
    case 'subtract':
      return step.mean.some((value) => value !== 0)
        ? [`pixels = pixels - np.array([${step.mean.join(', ')}], "float32")`]
        : [];
    case 'subtract-image':
      return ['pixels = pixels - MEAN'];
    case 'multiply':
      return step.by === 1 ? [] : [`pixels = pixels / np.float32(${divisor(step.by)})`];
    default:
      return assertNever(step);
  }
}
