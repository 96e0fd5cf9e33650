import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { type ExportForm, exportForms } from '../../shared/export-formats.ts';
import type { MeanImage, NetworkSpec, Preprocessing } from '../../shared/network.ts';
import { numChannels } from '../../shared/preprocessing.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { storedImage } from '../images/fit-square.ts';
import { meanImageFileName } from './export-format.ts';
import type { ExportedRule } from './exported-rule.ts';
import { resizesInside, type WrittenAs } from './photo-front.ts';

/** The two small files that go with every export: what the answers mean, and how a photo becomes input. */

const familiaritySchema = z.object({
  /** A photo less familiar than this is "none of these" too. */
  least: z.number(),
  /** The layer whose output, [batch, height, width, channels], describes a photo; flat ones count as one place. */
  layer: z.string(),
  /** What of it is compared: the mean over height and width, divided by its Euclidean length. */
  features: z.tuple([z.literal('mean-over-places'), z.literal('divided-by-length')]),
  /** Familiarity is the cosine of these features to those of the how manieth nearest known photo. */
  neighbour: z.number().int().positive(),
  /** known-photos.npy beside this file: such features of training photos, float32, [photos, channels]. */
  knownPhotos: z.object({ photos: z.number().int().positive(), channels: z.number().int().positive() }),
});

/** What the exported model takes; exports of older versions do not say it. */
const form = z.enum(exportForms).default('network');

const labelsSchema = z.object({
  schemaVersion: z.literal(1),
  form,
  /** Index = label, sorted by code point. */
  classes: z.array(z.string()).min(2),
  output: z.discriminatedUnion('kind', [
    /** One number: the probability of `probabilityOf`; the other class has 1 minus it. */
    z.object({ kind: z.literal('sigmoid'), probabilityOf: z.string() }),
    /** One probability per class, in the order of `classes`. */
    z.object({ kind: z.literal('softmax') }),
  ]),
  /** A likeliest class less probable than this is "none of these"; missing where every answer stands. */
  leastConfidence: z.number().optional(),
  /** Missing where that alone decides. */
  familiarity: familiaritySchema.optional(),
});
export type LabelsFile = z.infer<typeof labelsSchema>;

const rgbColour = z.tuple([z.number(), z.number(), z.number()]);
const side = z.number().int().positive();
/** Pillow's `Image.resize(size, Image.BILINEAR)`: antialiased when it shrinks, rounded to 8 bits. */
const filter = z.literal('pillow-bilinear');
const stepSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('decode'),
    /** Of an animation or a document of several pages. */
    frame: z.literal('first'),
    colours: z.literal('rgb'),
    bits: z.literal(8),
    colourProfile: z.literal('ignored'),
    /** The colour that shows through transparent places. */
    alphaOn: rgbColour,
  }),
  z.object({ step: z.literal('turn-upright'), by: z.literal('exif-orientation') }),
  z.object({ step: z.literal('crop'), to: z.literal('centre-square') }),
  z.object({ step: z.literal('resize'), width: side, height: side, filter }),
  /** The other side follows in proportion, rounded. */
  z.object({ step: z.literal('resize-longer-side'), to: side, filter }),
  z.object({
    step: z.literal('pad'),
    width: side,
    height: side,
    place: z.literal('centre'),
    colour: rgbColour,
  }),
  z.object({ step: z.literal('order-channels'), order: z.enum(['rgb', 'bgr']) }),
  /** floor((19595 R + 38470 G + 7471 B + 32768) / 65536), as Pillow's `convert('L')`. */
  z.object({ step: z.literal('grey'), by: z.literal('itu-r-601-luma') }),
  /** The square of a larger picture that is left with as much on either side, rounded to the left and top. */
  z.object({ step: z.literal('cut'), place: z.literal('centre'), width: side, height: side }),
  /** One value a channel. */
  z.object({ step: z.literal('subtract'), mean: z.array(z.number()).min(1) }),
  /** Pixel by pixel: float32, [height, width, channels] in the order of the channels; `mean`: of its channels. */
  z.object({
    step: z.literal('subtract-image'),
    file: z.literal(meanImageFileName),
    mean: z.array(z.number()).min(1),
  }),
  z.object({ step: z.literal('multiply'), by: z.number() }),
]);
export type PreprocessingStep = z.infer<typeof stepSchema>;

const preprocessingSchema = z.object({
  schemaVersion: z.literal(1),
  form,
  /** What the exported model takes: [batch, height, width, channels]. */
  input: z.object({
    layout: z.literal('NHWC'),
    /** uint8 in the form `photo`, whose channels are red, green and blue. */
    type: z.enum(['float32', 'uint8']),
    /** null: any. */
    height: side.nullable(),
    width: side.nullable(),
    channels: side,
  }),
  /** In this order. */
  steps: z.array(stepSchema),
});
export type PreprocessingFile = z.infer<typeof preprocessingSchema>;

/** What labels.json says of this network's output and of when its answer stands. */
export function describeLabels(
  network: NetworkSpec,
  classes: readonly string[],
  rule: ExportedRule | null = null,
  form: ExportForm = 'network',
): LabelsFile {
  const last = network.layers.at(-1);
  const single = form === 'network' && last?.kind === 'dense' && last.activation === 'sigmoid';
  return {
    schemaVersion: 1,
    form,
    classes: [...classes],
    output: single ? { kind: 'sigmoid', probabilityOf: classes[1]! } : { kind: 'softmax' },
    ...(rule ? { leastConfidence: rule.confidence } : {}),
    ...(rule?.familiarity ? { familiarity: describeFamiliarity(rule.familiarity) } : {}),
  };
}

function describeFamiliarity({
  least,
  layer,
  known,
}: NonNullable<ExportedRule['familiarity']>): LabelsFile['familiarity'] {
  const { channels, neighbours } = known;
  return {
    least,
    layer,
    features: ['mean-over-places', 'divided-by-length'],
    neighbour: neighbours,
    knownPhotos: { photos: known.features.length / channels, channels },
  };
}

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

/**
 * The part of the steps that runs on tensors, as a network description has it; `meanImage` is what the step
 * `subtract-image` names. Throws `file-damaged`.
 */
export function preprocessingOf(
  description: PreprocessingFile,
  file: string,
  meanImage: MeanImage | null = null,
): Preprocessing {
  if (description.form === 'photo') return { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 };
  let channelOrder: Preprocessing['channelOrder'] = 'rgb';
  let mean: Preprocessing['mean'] | null = null;
  let scale: number | null = null;
  for (const step of description.steps) {
    if (step.step === 'order-channels') channelOrder = step.order;
    else if (step.step === 'grey') channelOrder = 'grey';
    else if (step.step === 'subtract' || step.step === 'subtract-image') mean = step.mean;
    else if (step.step === 'multiply') scale = step.by;
  }
  if (!mean || scale === null)
    throw new ThawError('file-damaged', { file, detail: 'subtract or multiply is missing' });
  if (mean.length !== numChannels({ channelOrder }))
    throw new ThawError('file-damaged', { file, detail: `subtract: ${mean.length} values` });
  return { channelOrder, mean, scale, ...(meanImage ? { meanImage } : {}) };
}

/** Reads a labels file that Thaw wrote. Throws `file-damaged`. */
export async function readLabels(file: string): Promise<LabelsFile> {
  return await readJson(file, labelsSchema);
}

/** Reads a preprocessing file that Thaw wrote. Throws `file-damaged`. */
export async function readPreprocessing(file: string): Promise<PreprocessingFile> {
  return await readJson(file, preprocessingSchema);
}

async function readJson<Schema extends z.ZodType>(file: string, schema: Schema): Promise<z.infer<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new ThawError('file-damaged', { file, detail: String(error) }, { cause: error });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ThawError('file-damaged', { file, detail: z.prettifyError(parsed.error) });
  return parsed.data;
}
