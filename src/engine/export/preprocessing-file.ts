import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { MeanImage, Preprocessing } from '../../shared/network.ts';
import { numChannels } from '../../shared/preprocessing.ts';
import { meanImageFileName } from './export-format.ts';
import { formSchema, readExportJson } from './read-export-json.ts';

/** preprocessing.json, which goes with every export: how a photo becomes input. */

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
  form: formSchema,
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

/** Reads a preprocessing file that Thaw wrote. Throws `file-damaged`. */
export async function readPreprocessing(file: string): Promise<PreprocessingFile> {
  return await readExportJson(file, preprocessingSchema);
}

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
