import type { LayerSpec } from '../../shared/network.ts';
import { dense, dropout } from './layers.ts';

/** What comes after a flattened picture. */
export interface DenseLayers {
  /** Of each hidden layer. */
  readonly units: readonly number[];
  /** 0: no dropout layers. */
  readonly rate: number;
  /** Where dropout stands: before each hidden layer, or after it. */
  readonly dropout: 'before' | 'after';
}

/**
 * Hidden dense layers with their dropout, and `predictions`; named as Keras names unnamed layers: `dense`, `dense_1`.
 * Two classes have one sigmoid unit (the probability of the second), more have one softmax unit each.
 */
export function denseLayers({ units, rate, dropout: place }: DenseLayers, numClasses: number): LayerSpec[] {
  const hidden = units.flatMap((count, index) => {
    const suffix = index === 0 ? '' : `_${index}`;
    const dropped = rate > 0 ? [dropout(`dropout${suffix}`, rate)] : [];
    const layer = dense(`dense${suffix}`, count, 'relu');
    return place === 'before' ? [...dropped, layer] : [layer, ...dropped];
  });
  const last =
    numClasses === 2 ? dense('predictions', 1, 'sigmoid') : dense('predictions', numClasses, 'softmax');
  return [...hidden, last];
}
