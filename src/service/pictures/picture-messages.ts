import * as z from 'zod';
import { augmentationSchema, imageConfigSchema, rangedAugmentations } from '../../shared/recipe.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';

/** What crosses between the service and the picture process. `file` is absolute and was allowed by the service. */

export const pictureRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('thumbnail'), file: z.string(), size: z.number().int().min(16).max(640) }),
  z.strictObject({ kind: z.literal('photo'), file: z.string() }),
  z.strictObject({
    kind: z.literal('augmented'),
    file: z.string(),
    image: imageConfigSchema,
    augmentation: augmentationSchema.nullable(),
    seed: z.number().int(),
    draw: z.number().int().min(0),
    extreme: z
      .strictObject({
        setting: z.enum(rangedAugmentations),
        end: z.enum(['low', 'high']),
      })
      .nullable(),
  }),
]);
export type PictureRequest = z.infer<typeof pictureRequestSchema>;

export const toPicturesSchema = z.strictObject({ id: z.number().int(), request: pictureRequestSchema });
export type ToPictures = z.infer<typeof toPicturesSchema>;

/** The answer to the request of the same id. */
export type FromPictures =
  | { readonly id: number; readonly ok: true; readonly bytes: Uint8Array }
  | { readonly id: number; readonly ok: false; readonly error: PlainError };

export const fromPicturesSchema = z.discriminatedUnion('ok', [
  z.object({ id: z.number(), ok: z.literal(true), bytes: z.instanceof(Uint8Array) }),
  z.object({
    id: z.number(),
    ok: z.literal(false),
    error: z.custom<PlainError>((value) => typeof (value as PlainError | null)?.code === 'string'),
  }),
]) satisfies z.ZodType<FromPictures>;
