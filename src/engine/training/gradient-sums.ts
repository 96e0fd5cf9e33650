import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../models/forward.ts';
import { disposeParameters } from '../models/parameters.ts';

/** Gradients of a batch's parts so far. */
export interface GradientSums {
  /** Between batches there are none: then it is not called. */
  all(): Parameters;
  /** With those of one more part, or, where it is the batch's first one, those alone; the caller keeps them. */
  with(gradients: Parameters, isFirst: boolean): Parameters;
  /** Frees those before. null: the batch is done. */
  keep(next: Parameters | null): void;
}

export function openGradientSums(): GradientSums {
  let sums: Parameters | null = null;
  return {
    all: () => sums!,
    with: (gradients, isFirst) =>
      isFirst || sums === null
        ? gradients
        : new Map([...sums].map(([name, sum]) => [name, tf.add(sum, gradients.get(name)!)])),
    keep(next) {
      if (sums) disposeParameters(sums);
      sums = next;
    },
  };
}
