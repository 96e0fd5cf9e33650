import { rm, stat } from 'node:fs/promises';
import { isThawError, ThawError } from '../../../shared/errors/thaw-error.ts';
import type { JobContext } from '../../job/job-context.ts';
import { writeSafetensors } from '../../storage/safetensors.ts';
import { describeSource, fetchWeights } from './fetch-weights.ts';
import { keptHash } from './kept-hash.ts';
import { readWeightsFile, type BaseWeights } from './read-weights-file.ts';
import { kerasFile, weightsCatalogue, weightsEntry, type WeightsEntry } from './weights-catalogue.ts';
import { keptWeightsFile, namedWeightsFile } from './weights-here.ts';

export interface ListedWeights {
  readonly base: string;
  readonly title: string;
  readonly credit: string;
  readonly licence: string;
  readonly parameters: number;
  /** SHA-256 of the tensors; null: not known before they are here. */
  readonly sha256: string | null;
  /** Where they are kept, or will be. */
  readonly file: string;
  /** null: not here yet. */
  readonly bytes: number | null;
  readonly sources: readonly string[];
}

/**
 * A base's pretrained weights: from the cache, else from the file that THAW_WEIGHTS names or has among others, else from
 * the catalogue's sources in turn; then kept in the cache. Every time the tensors' hash is checked: the catalogue's, or
 * the one that they had when they came here first. Throws `unknown-base`, `weights-missing` with what was tried, and for
 * the file that was named what readWeightsFile throws.
 */
export async function provideBaseWeights(base: string, context: JobContext): Promise<BaseWeights> {
  const entry = weightsEntry(base);
  return (await readCached(entry)) ?? (await obtain(entry, context));
}

/** Takes a base's weights from a file into the cache. Throws `unknown-base` and what readWeightsFile throws. */
export async function importWeights(
  base: string,
  file: string,
): Promise<ListedWeights & Pick<BaseWeights, 'sha256'>> {
  const entry = weightsEntry(base);
  const { sha256 } = await keep(entry, await readWeightsFile(file, entry), file);
  return { ...(await list(entry)), sha256 };
}

/** What the catalogue has, and which of it is here. */
export async function listWeights(): Promise<readonly ListedWeights[]> {
  return Promise.all(weightsCatalogue.map(list));
}

async function readCached(entry: WeightsEntry): Promise<BaseWeights | null> {
  const kept = await keptHash(entry.base);
  if (kept === null) return null;
  try {
    const found = await readWeightsFile(keptWeightsFile(entry.base), entry);
    return found.sha256 === kept ? found : null;
  } catch (error) {
    if (!(error instanceof ThawError) || error.code === 'permission-denied') throw error;
    // Not there, or no longer what it was: it is provided anew.
    return null;
  }
}

async function obtain(entry: WeightsEntry, context: JobContext): Promise<BaseWeights> {
  const named = await namedWeightsFile(entry);
  if (named !== null) return keep(entry, await readWeightsFile(named, entry), named);
  const tried: string[] = [];
  for (const source of entry.sources) {
    if (source.kind === 'by-hand') {
      tried.push(`${source.url} (${byHand})`);
      continue;
    }
    try {
      const weights = await readFetched(entry, await fetchWeights(entry.base, source, context));
      return await keep(entry, weights, describeSource(source));
    } catch (error) {
      if (!isThawError(error) || stops(error)) throw error;
      tried.push(`${describeSource(source)} (${describeFailure(error)})`);
    }
  }
  throw new ThawError('weights-missing', { base: entry.base, tried, address: kerasFile(entry) });
}

/** No hash of the file was published, so that a program could not tell whether it got the right one. */
const byHand = 'no published hash';

/** Right or wrong, the container is not needed again. */
async function readFetched(entry: WeightsEntry, file: string): Promise<BaseWeights> {
  try {
    return await readWeightsFile(file, entry);
  } finally {
    await rm(file, { force: true });
  }
}

/** Failures that no other source would mend. */
function stops(error: ThawError): boolean {
  return error.code === 'cancelled' || error.code === 'disk-full' || error.code === 'permission-denied';
}

function describeFailure(error: ThawError): string {
  return isThawError(error, 'download-failed') ? `${error.code}: ${error.facts.detail}` : error.code;
}

async function keep(entry: WeightsEntry, found: BaseWeights, source: string): Promise<BaseWeights> {
  await writeSafetensors(keptWeightsFile(entry.base), found.weights, {
    base: entry.base,
    tensorsSha256: found.sha256,
    credit: entry.credit,
    licence: entry.licence,
    source,
  });
  return found;
}

async function list(entry: WeightsEntry): Promise<ListedWeights> {
  const { base, title, credit, licence, parameters, tensorsSha256, sources } = entry;
  const file = keptWeightsFile(entry.base);
  const bytes = await stat(file).then(
    (found) => found.size,
    () => null,
  );
  return {
    base,
    title,
    credit,
    licence,
    parameters,
    sha256: tensorsSha256 ?? (await keptHash(base)),
    file,
    bytes,
    sources: sources.map(describeSource),
  };
}
