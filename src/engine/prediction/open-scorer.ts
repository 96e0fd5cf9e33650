import { pixelShape } from '../../shared/network.ts';
import type { Report } from '../../shared/job-events.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import type { ComputeBackend } from '../backend/open-backend.ts';
import { featureLayer } from '../likeness/feature-layer.ts';
import { poolFeatures } from '../likeness/pool-features.ts';
import { type FrozenWay, openFrozenPass, photosPerPass } from '../models/frozen-pass.ts';
import { patientPass } from '../models/passes/patient-pass.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { twoClassPairs } from './two-class-pairs.ts';

/** What a network makes of photos. */
export interface Looked {
  /** photos x numClasses; those of a photo sum to 1. */
  readonly probabilities: Float32Array;
  /** photos x features of the last convolution block (../likeness/pool-features.ts), each photo's of length 1. */
  readonly features: Float32Array;
}

/** A trained model that answers. Used for prediction, evaluation and the check of exports alike; always fp32. */
export interface Scorer {
  readonly numClasses: number;
  /** Of one photo. */
  readonly numFeatures: number;
  /** What the logits were divided by to make the probabilities trustworthy; 1: they are as the network was trained. */
  readonly temperature: number;
  /**
   * `pixels`: count pictures of size x size x 3 RGB bytes. Returns count x numClasses probabilities; they sum to 1.
   */
  score(pixels: Uint8Array, count: number): Promise<Float32Array>;
  /** The same with the features that the answers rest on; takes no longer. */
  look(pixels: Uint8Array, count: number): Promise<Looked>;
  close(): void;
}

/**
 * Opens a model on a backend. The whole network, preprocessing included, runs as one frozen pass: one graph of
 * TensorFlow or onnxruntime, else layer by layer; or by `way`. `report` hears where memory runs short. Throws
 * `out-of-memory` and what openFrozenPass throws.
 */
export async function openScorer(
  backend: ComputeBackend,
  model: TrainedModel,
  report?: Report,
  way?: FrozenWay,
): Promise<Scorer> {
  const { network, weights } = model;
  const numClasses = model.file.classes.length;
  const last = network.layers.at(-1)!.name;
  const { name: block, channels: numFeatures } = featureLayer(network);
  const frozen = await openFrozenPass(backend, network, weights, [block, last], 'fp32', way);
  const pass = patientPass(frozen, report);
  const pictureBytes = sizeOfShape(pixelShape(network));

  const look: Scorer['look'] = async (pixels, count) => {
    const probabilities = new Float32Array(count * numClasses);
    const features = new Float32Array(count * numFeatures);
    for (let first = 0; first < count; first += photosPerPass) {
      const size = Math.min(photosPerPass, count - first);
      const outputs = await pass.run(
        pixels.subarray(first * pictureBytes, (first + size) * pictureBytes),
        size,
      );
      const values = outputs.get(last)!;
      probabilities.set(values.length === size ? twoClassPairs(values) : values, first * numClasses);
      features.set(poolFeatures(outputs.get(block)!, size, numFeatures), first * numFeatures);
    }
    return { probabilities, features };
  };

  return {
    numClasses,
    numFeatures,
    temperature: model.file.temperature ?? 1,
    score: async (pixels, count) => (await look(pixels, count)).probabilities,
    look,
    close: () => {
      pass.close();
    },
  };
}
