import { readSafetensorsMetadata } from '../../storage/safetensors-metadata.ts';
import { weightsEntry } from './weights-catalogue.ts';
import { keptWeightsFile } from './weights-here.ts';

/** The hash that a base's weights had when they came here; null: they are not here. Nothing but the header is read. */
export async function keptHash(base: string): Promise<string | null> {
  const metadata = await readSafetensorsMetadata(keptWeightsFile(base));
  return metadata?.tensorsSha256 ?? null;
}

/** The hash of a base's weights by the catalogue, or of those that are here; `` for neither. Throws `unknown-base`. */
export async function weightsHash(base: string): Promise<string> {
  return weightsEntry(base).tensorsSha256 ?? (await keptHash(base)) ?? '';
}
