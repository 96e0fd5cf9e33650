import * as z from 'zod';
import type { ExportForm } from '../../shared/export-formats.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { ExportedRule } from './exported-rule.ts';
import { formSchema, readExportJson } from './read-export-json.ts';

/** labels.json, which goes with every export: what the answers mean. */

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

const labelsSchema = z.object({
  schemaVersion: z.literal(1),
  form: formSchema,
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

/** Reads a labels file that Thaw wrote. Throws `file-damaged`. */
export async function readLabels(file: string): Promise<LabelsFile> {
  return await readExportJson(file, labelsSchema);
}

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
