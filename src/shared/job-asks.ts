import * as z from 'zod';
import type { SkippedFile } from './dataset.ts';
import type { PlainError } from './errors/thaw-error.ts';
import type { SimilarPhoto } from './job-results/explanation-results.ts';
import type { Stage } from './stage.ts';

/** What the job `open-model` is asked while it lives, and what it answers. Paths are absolute. */

const askId = z.string().min(1);
const bytes: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
const side = z.number().int().min(1);

/** A photo that lies in memory: a file's bytes, or its RGB pixels in rows. */
const givenPhotoSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), bytes }),
  z.strictObject({ kind: z.literal('pixels'), data: bytes, width: side, height: side }),
]);
export type GivenPhoto = z.infer<typeof givenPhotoSchema>;

export const modelAskSchema = z.discriminatedUnion('kind', [
  /** Photo files; each is answered once, by its index, in order. */
  z.strictObject({ kind: z.literal('score'), paths: z.array(z.string()).min(1) }),
  /** Photos in memory, answered likewise; those of more pixels than the limit are skipped. */
  z.strictObject({
    kind: z.literal('score-photos'),
    photos: z.array(givenPhotoSchema).min(1),
    limitPixels: z.number().int().min(1),
  }),
  /** Which places of a photo speak for a class; null: for the likeliest one. */
  z.strictObject({ kind: z.literal('why'), path: z.string(), className: z.string().nullable() }),
  /**
   * The training photos that a photo is most like. compute: their features, too, where they are not there yet, which
   * takes a pass of the network over each.
   */
  z.strictObject({
    kind: z.literal('similar'),
    path: z.string(),
    count: z.number().int().min(1),
    compute: z.boolean(),
  }),
  /** Every channel that a layer makes of a photo. */
  z.strictObject({ kind: z.literal('activations'), path: z.string(), layer: z.string() }),
  /** The pattern that a filter of a layer responds to most. */
  z.strictObject({ kind: z.literal('pattern'), layer: z.string(), filter: z.number().int().min(0) }),
]);
export type ModelAsk = z.infer<typeof modelAskSchema>;

export const jobMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ask'), id: askId, ask: modelAskSchema }),
  /** The answer is not wanted any more; the ask ends with `cancelled`. */
  z.strictObject({ kind: z.literal('drop'), id: askId }),
]);
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** One photo's answer. */
export interface PhotoAnswer {
  readonly kind: 'photo';
  /** Into the ask's paths or photos. */
  readonly index: number;
  /** Pixels of the upright photo. */
  readonly width: number;
  readonly height: number;
  /** The likeliest class. */
  readonly label: string;
  /** By class, in the order of the classes; they sum to 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** -1 to 1 (engine/familiarity); null where the model cannot tell. */
  readonly familiarity: number | null;
}

/** Answers to one ask; the last one is `done` or `failed`. */
export type ModelAnswer =
  | PhotoAnswer
  | { readonly kind: 'skipped'; readonly index: number; readonly skipped: SkippedFile }
  /** The heat layer, PNG with alpha. */
  | { readonly kind: 'heat'; readonly png: Uint8Array }
  /** Training photos whose features are not there and were not to be computed: the ask ends with this. */
  | { readonly kind: 'unseen'; readonly photos: number }
  /** Features are being computed. */
  | {
      readonly kind: 'computing';
      readonly stage: Stage;
      readonly done: number;
      readonly total: number | null;
    }
  | { readonly kind: 'similar'; readonly photos: readonly SimilarPhoto[] }
  /** All channels, PNG with alpha. */
  | { readonly kind: 'sheet'; readonly png: Uint8Array }
  /** PNG. `silent`: the filter did not respond to the noise that the pattern begins with, so it is still noise. */
  | { readonly kind: 'pattern'; readonly png: Uint8Array; readonly silent: boolean }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: PlainError };
