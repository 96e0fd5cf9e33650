import { randomStream, type RandomKey } from '../../shared/random.ts';

/**
 * Inverted dropout, as Keras's: each value is dropped (0) with probability `rate`, else scaled by 1/(1-rate). The
 * mask is a function of its keys alone and is drawn here, not by TensorFlow, so that a resumed run draws the same.
 */
export function dropoutMask(
  seed: number,
  rate: number,
  size: number,
  keys: readonly RandomKey[],
): Float32Array {
  const stream = randomStream(seed, 'dropout', ...keys);
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let index = 0; index < size; index++) mask[index] = stream.next() < rate ? 0 : kept;
  return mask;
}
