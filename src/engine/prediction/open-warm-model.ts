import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ModelFile } from '../../shared/run-files.ts';
import { activationSheet } from '../explanation/activation-sheet.ts';
import { classActivationMap, type ClassActivationMap } from '../explanation/class-activation-map.ts';
import { type DrawnPattern, drawPattern } from '../explanation/draw-pattern.ts';
import { findLayer } from '../explanation/find-layer.ts';
import { heatLayer } from '../explanation/heat-layer.ts';
import { activationsOf } from '../explanation/activations-of.ts';
import { networkInput } from '../explanation/network-input.ts';
import type { GivenPhoto } from '../../shared/job-asks.ts';
import type { SimilarPhoto } from '../../shared/job-results/explanation-results.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import type { Report } from '../../shared/job-events.ts';
import type { JobContext } from '../job/job-context.ts';
import {
  countUnseenTrainingPhotos,
  openTrainingPhotos,
  type TrainingPhotos,
} from '../likeness/training-photos.ts';
import { familiaritiesOf } from '../familiarity/familiarities-of.ts';
import { decodeFitted, decodeImage, type FittedPhoto } from '../images/decode-image.ts';
import type { Parameters } from '../models/forward.ts';
import { openModel, type TrainedModel } from '../models/model-folder.ts';
import { openLastingModel } from './open-lasting-model.ts';
import { type ScoredFile, scoreFiles, scorePhotos } from './score-files.ts';

export interface SimilarAsk {
  readonly path: string;
  readonly count: number;
  readonly compute: boolean;
}

/** A run's model that stays in memory between questions. */
export interface WarmModel {
  readonly file: ModelFile;
  /** Scores photo files in their order. Throws `cancelled`. */
  score(paths: readonly string[], signal: AbortSignal): AsyncIterable<ScoredFile>;
  /** The same of photos that lie in memory; those of more pixels than the limit are skipped. Throws `cancelled`. */
  scorePhotos(
    photos: readonly GivenPhoto[],
    limitPixels: number,
    signal: AbortSignal,
  ): AsyncIterable<ScoredFile>;
  /** How familiar a photo of these features is; null where the model cannot tell. */
  familiarity(features: Float32Array): number | null;
  /**
   * The heat layer (PNG) of a photo for a class; null: the likeliest one. Throws what reading the photo throws, and
   * `invalid-value` for a class that the model does not know.
   */
  why(path: string, className: string | null): Promise<Uint8Array>;
  /**
   * The training photos that a photo is most like, the most similar first. A number in their place: so many training
   * photos' features are not there, and `compute` is false. Throws what reading the photo and the features throws.
   */
  similar(asked: SimilarAsk, context: JobContext): Promise<readonly SimilarPhoto[] | number>;
  /** Every channel that a layer makes of a photo, PNG. Throws `unknown-layer`, and what reading the photo throws. */
  activations(path: string, layer: string): Promise<Uint8Array>;
  /** What a filter responds to most, with the tutorial's numbers. Throws as `drawPattern` and `cancelled`. */
  pattern(layer: string, filter: number, signal: AbortSignal): Promise<DrawnPattern>;
  close(): void;
}

/**
 * Opens a run's model on the best backend; `report` hears what that takes, and of a GPU that fails meanwhile. Throws what
 * opening the run throws.
 *
 * Scoring runs the convolutional part as one graph whose weights nobody else can read. Explaining needs them as
 * tensors: those are made when the first question comes, and share the memory of the weights as they were read.
 */
export async function openWarmModel(run: string, report?: Report): Promise<WarmModel> {
  const model = await openModel(run);
  const { file } = model;
  const scorer = await openLastingModel(model, report);
  let training: TrainingPhotos | null = null;

  return {
    file,
    score: (paths, signal) => {
      const files = paths.map((path) => ({ kind: 'file', path }) as const);
      return scoreFiles(files, scorer, file.image, signal);
    },
    scorePhotos: (photos, limitPixels, signal) =>
      scorePhotos(photos, limitPixels, scorer, file.image, signal),
    familiarity: (features) => (model.known ? familiaritiesOf(features, model.known)[0]! : null),
    why: async (path, className) => {
      const photo = await decodeFitted(path, file.image);
      const classIndex =
        className === null
          ? indexOfLargest(await scorer.score(photo.pixels, 1))
          : indexOfClass(file.classes, className);
      const map = await scorer.withTensors((tensors) => mapOf(model, tensors, photo, classIndex));
      return heatLayer(map, photo, file.image.fit);
    },
    similar: async ({ path, count, compute }, context) => {
      if (!training && !compute) {
        const unseen = await countUnseenTrainingPhotos(run, model, context.signal);
        if (unseen > 0) return unseen;
      }
      const photo = await decodeFitted(path, file.image);
      training ??= await openTrainingPhotos(run, model, scorer, context);
      return training.similarTo((await scorer.look(photo.pixels, 1)).features, count);
    },
    activations: async (path, layer) => {
      const { network } = model;
      const index = findLayer(network, layer);
      const pixels = await decodeImage(path, file.image);
      const activations = await scorer.withTensors((tensors) =>
        activationsOf(network, tensors, pixels, index),
      );
      return (await activationSheet(activations)).png;
    },
    pattern: (layer, filter, signal) =>
      scorer.withTensors((tensors) => drawPattern(model.network, tensors, { layer, filter }, signal)),
    close: () => {
      scorer.close();
    },
  };
}

async function mapOf(
  { network }: TrainedModel,
  parameters: Parameters,
  photo: FittedPhoto,
  classIndex: number,
): Promise<ClassActivationMap> {
  const input = networkInput(network, photo.pixels);
  try {
    return await classActivationMap(network, parameters, { input, from: 0, classIndex });
  } finally {
    input.dispose();
  }
}

/** Where a class stands among the model's. Throws `invalid-value`. */
export function indexOfClass(classes: readonly string[], className: string): number {
  const index = classes.indexOf(className);
  if (index >= 0) return index;
  throw new ThawError('invalid-value', { option: 'class', value: className, expected: classes.join(' | ') });
}
