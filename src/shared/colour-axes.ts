import * as z from 'zod';

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** Principal components of photos' colours (red, green, blue from 0 to 1): unit vectors and variances, largest first. */
export const colourAxesSchema = z.object({ values: triple, vectors: z.tuple([triple, triple, triple]) });
export type ColourAxes = z.infer<typeof colourAxesSchema>;
