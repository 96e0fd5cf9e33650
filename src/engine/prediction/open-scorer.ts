import type { ComputeBackend } from '../backend/open-backend.ts';
import { openFrozenPass, photosPerPass } from '../models/frozen-pass.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { twoClassPairs } from './two-class-pairs.ts';

/** A trained model that answers. Used for prediction, evaluation and the check of exports alike; always fp32. */
export interface Scorer {
  readonly numClasses: number;
  /** What the logits were divided by to make the probabilities trustworthy; 1: they are as the network was trained. */
  readonly temperature: number;
  /**
   * `pixels`: count pictures of size x size x 3 RGB bytes. Returns count x numClasses probabilities; they sum to 1.
   */
  score(pixels: Uint8Array, count: number): Promise<Float32Array>;
  close(): void;
}

/**
 * Opens a model on a backend. The whole network, preprocessing included, runs as one frozen pass: one graph of
 * TensorFlow or onnxruntime, else layer by layer. Throws what openFrozenPass throws.
 */
export async function openScorer(backend: ComputeBackend, model: TrainedModel): Promise<Scorer> {
  const { network, weights } = model;
  const numClasses = model.file.classes.length;
  const last = network.layers.at(-1)!.name;
  const pass = await openFrozenPass(backend, network, weights, [last], 'fp32');
  const pictureBytes = network.inputShape.reduce((product, side) => product * side, 1);

  const scoreBatch = async (pixels: Uint8Array, count: number): Promise<Float32Array> => {
    const values = (await pass.run(pixels, count)).get(last)!;
    return values.length === count ? twoClassPairs(values) : values;
  };

  return {
    numClasses,
    temperature: model.file.temperature ?? 1,
    score: async (pixels, count) => {
      const probabilities = new Float32Array(count * numClasses);
      for (let first = 0; first < count; first += photosPerPass) {
        const size = Math.min(photosPerPass, count - first);
        const batch = pixels.subarray(first * pictureBytes, (first + size) * pictureBytes);
        probabilities.set(await scoreBatch(batch, size), first * numClasses);
      }
      return probabilities;
    },
    close: () => {
      pass.close();
    },
  };
}
