import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { decodeNpy } from '../storage/npy.ts';
import type { HostTensor } from '../storage/safetensors.ts';
import { knownPhotosFileName, labelsFileName, preprocessingFileName } from './export-format.ts';
import { type LabelsFile, preprocessingOf, readLabels, readPreprocessing } from './portable-files.ts';

/** What the files beside an exported model say of its input and its answers. */
export interface PortableModel extends Pick<NetworkSpec, 'inputShape' | 'preprocessing'> {
  readonly labels: LabelsFile;
  /** photos x channels; null where the labels ask for no familiarity. */
  readonly known: HostTensor | null;
}

/** Reads them from an export's folder. Throws `file-damaged`. */
export async function readPortableModel(folder: string): Promise<PortableModel> {
  const preprocessingFile = join(folder, preprocessingFileName);
  const description = await readPreprocessing(preprocessingFile);
  const { height, width, channels } = description.input;
  const labels = await readLabels(join(folder, labelsFileName));
  return {
    inputShape: [height, width, channels],
    preprocessing: preprocessingOf(description, preprocessingFile),
    labels,
    known: labels.familiarity ? await readKnown(folder, labels.familiarity.knownPhotos) : null,
  };
}

async function readKnown(
  folder: string,
  { photos, channels }: NonNullable<LabelsFile['familiarity']>['knownPhotos'],
): Promise<HostTensor> {
  const file = join(folder, knownPhotosFileName);
  const content = await readFile(file).catch((cause: unknown) => {
    throw new ThawError('file-damaged', { file, detail: String(cause) }, { cause });
  });
  const known = decodeNpy(content, file);
  if (known.shape.join() !== [photos, channels].join())
    throw new ThawError('file-damaged', { file, detail: `[${known.shape.join(', ')}]` });
  return known;
}
