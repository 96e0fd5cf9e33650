import * as z from 'zod';
import { parts } from './dataset.ts';

/** A usable photo as a reading of a project's source found it. */
export const indexedPhotoSchema = z.object({
  /** Relative to the source's folder, with forward slashes. */
  path: z.string().min(1),
  /** The class as it was read: the name of its folder. */
  className: z.string(),
  /** Null where the source is not split. */
  part: z.enum(parts).nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int(),
  /** Upright, in pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** When the file was changed last, in milliseconds since 1970. */
  modified: z.number(),
  /** What the content is where the name says another type. */
  misnamedType: z.string().nullable(),
});
export type IndexedPhoto = z.infer<typeof indexedPhotoSchema>;
