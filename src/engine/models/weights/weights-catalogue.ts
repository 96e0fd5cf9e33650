import * as z from 'zod';
import catalogueFile from '../../../../resources/weights.json' with { type: 'json' };
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { baseNames } from '../../../shared/bases.ts';

const hex = (digits: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

const sourceSchema = z.discriminatedUnion('kind', [
  /** The publisher's own file. */
  z.strictObject({ kind: z.literal('address'), url: z.url(), md5: hex(32) }),
  /** A member of a Python package that holds the same tensors. */
  z.strictObject({
    kind: z.literal('wheel'),
    name: z.string(),
    version: z.string(),
    sha256: hex(64),
    member: z.string(),
    pythonVersion: z.string(),
    implementation: z.string(),
    abi: z.string(),
    platform: z.string(),
  }),
  /** The publisher's own file where no hash of it was published: a person fetches it and gives it by name. */
  z.strictObject({ kind: z.literal('by-hand'), url: z.url() }),
]);
export type WeightsSource = z.infer<typeof sourceSchema>;

const entrySchema = z.strictObject({
  base: z.enum(baseNames),
  title: z.string(),
  credit: z.string(),
  licence: z.string(),
  parameters: z.number().int(),
  /**
   * Of the tensors' values in canonical order, whatever container they come in; see hash-tensors.ts. null: not known
   * here yet. They are then taken from the publisher's file by its MD5, or from a file that a person names, and it is
   * kept with them.
   */
  tensorsSha256: hex(64).nullable(),
  /** Tried in turn. */
  sources: z.array(sourceSchema).min(1),
});
export type WeightsEntry = z.infer<typeof entrySchema>;

/** Every base that Thaw knows where to get the weights of. */
export const weightsCatalogue: readonly WeightsEntry[] = z
  .strictObject({ schemaVersion: z.literal(1), bases: z.array(entrySchema) })
  .parse(catalogueFile).bases;

/** The address of Keras's own file of a base's weights, for a person to fetch. */
export function kerasFile({ sources }: WeightsEntry): string {
  return sources.flatMap((source) => (source.kind === 'wheel' ? [] : [source.url]))[0]!;
}

/** The catalogue's entry for a base. Throws `unknown-base`. */
export function weightsEntry(base: string): WeightsEntry {
  const found = weightsCatalogue.find((entry) => entry.base === base);
  if (!found)
    throw new ThawError('unknown-base', { base, known: weightsCatalogue.map((entry) => entry.base) });
  return found;
}
