import * as z from 'zod';

/** The licence of something that Thaw brings or fetches. */
const licenceSchema = z.object({
  name: z.string(),
  version: z.string().nullable(),
  /** By its short name, such as MIT. */
  licence: z.string(),
  /** Not brought: fetched when it is first needed. */
  fetched: z.boolean(),
  /** As it lies with what it is about; null where that has none. */
  text: z.string().nullable(),
});
export type Licence = z.infer<typeof licenceSchema>;

/** `licences.json`, which the build writes beside the service's program. */
export const licencesFileSchema = z.object({
  schemaVersion: z.literal(1),
  licences: z.array(licenceSchema),
});
