import * as z from 'zod';

/** `thaw.json`: the last member of a packed project, a .zip that ends in .thaw. It names every other one. */

export const manifestName = 'thaw.json';
export const manifestVersion = 1;
export const packedExtension = '.thaw';

/** Members of the project's own folder lie below this name. */
export const projectMembers = 'project';
/** Photos, by what they are relative to: `photos`, `photos-2` and so on, which is also where they go. */
export const photosName = (number: number): string => (number === 0 ? 'photos' : `photos-${number + 1}`);

/** A folder that paths of photos are relative to; the project's own first, then those of runs that had others. */
const rootSchema = z.object({
  /** Absolute path on the computer where it was packed. */
  folder: z.string(),
  /** Names for photos that lay outside this folder, by the path that the project had for them. */
  renamed: z.record(z.string(), z.string()),
});

export const manifestSchema = z.object({
  schemaVersion: z.literal(manifestVersion),
  kind: z.literal('project'),
  thawVersion: z.string(),
  /** ISO 8601. */
  packedAt: z.string(),
  name: z.string().min(1).max(200),
  /** Absolute path of the project's own folder where it was packed. */
  folder: z.string(),
  withPhotos: z.boolean(),
  roots: z.array(rootSchema).min(1).max(10_000),
  members: z.array(
    z.object({
      /** In the .zip. */
      name: z.string(),
      /** Where it goes; missing: as its name says. */
      path: z.string().optional(),
      bytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type PackedManifest = z.infer<typeof manifestSchema>;
