import { bytesAs } from '../../shared/export-formats.ts';
import type { ExportFormatFacts, ExportFormatName, ExportOptions } from '../../shared/export-formats.ts';
import { networkName } from '../../shared/recipe.ts';
import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import type { JobContext } from '../job/job-context.ts';
import type { TrainedModel } from '../models/model-folder.ts';

/** What a model says of pictures. */
export interface PictureAnswers {
  /** pictures x numClasses; those of a picture sum to 1. */
  readonly probabilities: Float32Array;
  /** By picture, -1 to 1; null where the rule does not ask for it. */
  readonly familiarities: readonly number[] | null;
}

/** A model with the rule that its answers are judged by: Thaw's own, or an exported one read back. */
export interface JudgingModel {
  /** null: every answer stands. */
  readonly rule: AcceptanceRule | null;
  /** `pixels`: count pictures of size x size x 3 RGB bytes. */
  answer(pixels: Uint8Array, count: number): Promise<PictureAnswers>;
}

/** An exported model read back from its files. */
export interface ExportReader extends JudgingModel {
  /** The program that read the files, with its version, such as `h5wasm 0.10.3`. */
  readonly openedWith: string;
  close(): void;
}

/** One way to hand a model on. Each lives in a folder of its own and is named in formats.ts. */
export interface ExportFormat extends ExportFormatFacts {
  readonly name: ExportFormatName;
  /** Endings of a destination that name the format's one model file; none where it is always a folder. */
  readonly fileEndings: readonly string[];
  /** Bytes the files take, to see beforehand whether they fit. */
  bytesNeeded(model: TrainedModel, options: ExportOptions): number;
  /**
   * Writes the model's files into an empty folder; returns their names, with / where they lie deeper. Weights that are
   * to be kept as float16 are rounded already. Throws `cancelled`, `disk-full`, `layer-not-exportable`.
   */
  write(
    model: TrainedModel,
    folder: string,
    options: ExportOptions,
    context: JobContext,
  ): Promise<readonly string[]>;
  /** Reads the folder back, from its own files alone, which say the form too. Throws `file-damaged`. */
  open(folder: string): Promise<ExportReader>;
}

/** Names of the files that go with every format. */
export const labelsFileName = 'labels.json';
export const preprocessingFileName = 'preprocessing.json';
/** Goes with those whose rule for "none of these" looks at more than the confidence. */
export const knownPhotosFileName = 'known-photos.npy';
/** Goes with those that subtract a mean image. */
export const meanImageFileName = 'mean-image.npy';

/** Bytes of the weights as an export keeps them. */
export function weightBytes(model: TrainedModel, { weights }: ExportOptions): number {
  let bytes = 0;
  for (const { values } of model.weights.values()) bytes += values.byteLength;
  return bytesAs(weights, bytes);
}

/** The name that the model carries inside its file. */
export function modelName(model: TrainedModel): string {
  const { network } = model.file;
  return networkName(network).replaceAll('-', '_');
}
