import * as tf from '@tensorflow/tfjs';
import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import { preprocess } from '../models/forward.ts';
import { twoClassPairs } from '../prediction/two-class-pairs.ts';
import type { HostTensor } from '../storage/safetensors.ts';
import type { PictureAnswers } from './export-format.ts';
import type { LabelsFile } from './labels-file.ts';
import type { PortableModel } from './read-portable-model.ts';

/** What an exported network makes of a preprocessed batch. */
export interface RunOutputs {
  readonly answers: tf.Tensor;
  /** Output of the layer that labels.json names, [batch, …places, channels]; null where it names none. */
  readonly places: tf.Tensor | null;
}

/** Below this a length is that of a photo at which nothing answers, which is like no other. */
const smallestLength = 1e-12;

/** The rule that an export's labels tell. */
export function ruleOfLabels({ leastConfidence, familiarity }: LabelsFile): AcceptanceRule | null {
  if (leastConfidence === undefined) return null;
  return { confidence: leastConfidence, familiarity: familiarity?.least ?? null };
}

/**
 * Asks a model that was read back from an export about `count` square pictures of RGB bytes. `run`: the
 * network; the tensors in between are taken away here. Familiarity is worked out by tensors from the export's own
 * files, as sample code does, and not as Thaw's own scorer does.
 */
export async function answerPictures(
  portable: PortableModel,
  run: (input: tf.Tensor4D) => RunOutputs,
  pixels: Uint8Array,
  count: number,
): Promise<PictureAnswers> {
  return answersOf(portable, () => {
    const side = Math.sqrt(pixels.length / count / 3);
    const picture = tf.tensor4d(pixels, [count, side, side, 3], 'int32');
    return run(preprocess(picture, portable.preprocessing));
  });
}

/** What an export's files make of its network's outputs. `outputs`: the tensors in between are taken away here. */
export async function answersOf(
  { labels, known }: PortableModel,
  outputs: () => RunOutputs,
): Promise<PictureAnswers> {
  const asked = tf.tidy(() => {
    const { answers, places } = outputs();
    return { answers, ...(known && places ? { cosines: cosinesTo(known, places) } : {}) };
  });
  const { answers, cosines }: { readonly answers: tf.Tensor; readonly cosines?: tf.Tensor2D } = asked;
  try {
    const values = (await answers.data()) as Float32Array;
    const probabilities = labels.output.kind === 'sigmoid' ? twoClassPairs(values) : values;
    if (!cosines || !labels.familiarity) return { probabilities, familiarities: null };
    const { neighbour } = labels.familiarity;
    const familiarities = (await cosines.array()).map((row) => nthLargest(row, neighbour));
    return { probabilities, familiarities };
  } finally {
    tf.dispose(asked);
  }
}

/** Of each photo to each known one: photos x known photos. */
function cosinesTo({ shape, values }: HostTensor, places: tf.Tensor): tf.Tensor2D {
  const features = tf.mean(tf.reshape(places, [places.shape[0], -1, places.shape.at(-1)!]), 1);
  const lengths = tf.maximum(tf.norm(features, 'euclidean', 1, true), smallestLength);
  const known = tf.tensor2d(values, [shape[0]!, shape[1]!]);
  return tf.matMul(tf.div<tf.Tensor2D>(features, lengths), known, false, true);
}

function nthLargest(values: readonly number[], n: number): number {
  return [...values].sort((one, other) => other - one)[n - 1] ?? NaN;
}
