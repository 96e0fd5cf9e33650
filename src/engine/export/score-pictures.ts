import * as tf from '@tensorflow/tfjs';
import type { NetworkSpec } from '../../shared/network.ts';
import { preprocess } from '../models/forward.ts';
import { twoClassPairs } from '../prediction/two-class-pairs.ts';
import type { LabelsFile } from './portable-files.ts';

/** What an export's own files say of its input and its answers. */
export interface PortableModel extends Pick<NetworkSpec, 'inputShape' | 'preprocessing'> {
  readonly labels: LabelsFile;
  /** Runs the network on a preprocessed batch; the tensors in between are taken away by the caller. */
  readonly run: (input: tf.Tensor4D) => tf.Tensor;
}

/**
 * Scores `count` pictures of size x size x 3 RGB bytes by a model that was read back from an export. Returns
 * count x numClasses probabilities.
 */
export async function scorePictures(
  { inputShape, preprocessing, labels, run }: PortableModel,
  pixels: Uint8Array,
  count: number,
): Promise<Float32Array> {
  const answers = tf.tidy(() =>
    run(preprocess(tf.tensor4d(pixels, [count, ...inputShape], 'int32'), preprocessing)),
  );
  try {
    const values = (await answers.data()) as Float32Array;
    return labels.output.kind === 'sigmoid' ? twoClassPairs(values) : values;
  } finally {
    answers.dispose();
  }
}
