import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportForm } from '../../shared/export-formats.ts';
import type { MeanImage, Preprocessing } from '../../shared/network.ts';
import { decodeNpy } from '../storage/npy.ts';
import type { HostTensor } from '../storage/safetensors.ts';
import {
  knownPhotosFileName,
  labelsFileName,
  meanImageFileName,
  preprocessingFileName,
} from './export-format.ts';
import { type LabelsFile, readLabels } from './labels-file.ts';
import { type PreprocessingFile, preprocessingOf, readPreprocessing } from './preprocessing-file.ts';

/** What the files beside an exported model say of its input and its answers. */
export interface PortableModel {
  readonly form: ExportForm;
  /** What is left to do to a photo's bytes, of the model's size, before it takes them: nothing in the form `photo`. */
  readonly preprocessing: Preprocessing;
  readonly labels: LabelsFile;
  /** photos x channels; null where the labels ask for no familiarity. */
  readonly known: HostTensor | null;
}

/** Reads them from an export's folder. Throws `file-damaged`. */
export async function readPortableModel(folder: string): Promise<PortableModel> {
  const preprocessingFile = join(folder, preprocessingFileName);
  const description = await readPreprocessing(preprocessingFile);
  const labels = await readLabels(join(folder, labelsFileName));
  const subtractsImage = description.steps.some(({ step }) => step === 'subtract-image');
  const meanImage = subtractsImage ? await readMean(folder, description.input) : null;
  return {
    form: description.form,
    preprocessing: preprocessingOf(description, preprocessingFile, meanImage),
    labels,
    known: labels.familiarity ? await readKnown(folder, labels.familiarity.knownPhotos) : null,
  };
}

async function readMean(
  folder: string,
  { height, width, channels }: PreprocessingFile['input'],
): Promise<MeanImage> {
  const file = join(folder, meanImageFileName);
  if (height === null || width === null) throw new ThawError('file-damaged', { file, detail: 'no size' });
  const { values } = await readNpy(file, [height, width, channels]);
  return { size: height, values, sha256: '' };
}

async function readKnown(
  folder: string,
  { photos, channels }: NonNullable<LabelsFile['familiarity']>['knownPhotos'],
): Promise<HostTensor> {
  return readNpy(join(folder, knownPhotosFileName), [photos, channels]);
}

async function readNpy(file: string, shape: readonly number[]): Promise<HostTensor> {
  const content = await readFile(file).catch((cause: unknown) => {
    throw new ThawError('file-damaged', { file, detail: String(cause) }, { cause });
  });
  const tensor = decodeNpy(content, file);
  if (tensor.shape.join() !== shape.join())
    throw new ThawError('file-damaged', { file, detail: `[${tensor.shape.join(', ')}]` });
  return tensor;
}
