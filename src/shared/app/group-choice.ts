import * as z from 'zod';
import { mostBurstSeconds } from '../job-requests.ts';

/** What photos of one subject have in common, as a person sets it in the app. */
export const groupChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder') }),
  z.strictObject({ kind: z.literal('exif'), seconds: z.number().min(0).max(mostBurstSeconds) }),
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string().min(1).max(1000) }),
  /** By a CSV that was given to the project. */
  z.strictObject({
    kind: z.literal('csv'),
    table: z.string().regex(/^[0-9a-f]{12}$/),
    column: z.string().min(1).max(1000),
  }),
]);
export type GroupChoice = z.infer<typeof groupChoiceSchema>;
