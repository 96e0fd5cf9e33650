import type { NetworkSpec } from '../../shared/network.ts';
import { augmentsAfresh, type PhaseConfig, type Recipe } from '../../shared/recipe.ts';
import { firstLearningLayer, numBaseLayers } from '../models/describe-network.ts';
import { cutAtOrBelow } from '../models/layer-inputs.ts';

/** Where a phase begins in the network. */
export interface PhaseLayers {
  readonly config: PhaseConfig;
  /** Index of the first layer that runs in a training step. */
  readonly from: number;
  /** Index of the first layer that runs where photos are measured. */
  readonly measureFrom: number;
  /** Index of the first layer that learns. */
  readonly learnFrom: number;
  /**
   * Layer whose cached output measuring takes, and training too unless its photos are changed afresh; null: both
   * begin with pixels.
   */
  readonly cachedLayer: string | null;
}

/**
 * What each phase computes anew and what it takes from the cache: everything below the first learning layer is
 * constant. Layers that an earlier phase changed are not, and the head's layers have no weights that could be part of
 * a cache's key: these always run. What is cached is one layer's output, so that a phase which learns from within a
 * block of several branches begins at the place below where the network can be cut. Throws `unknown-layer`.
 */
export function planPhases(network: NetworkSpec, recipe: Recipe): readonly PhaseLayers[] {
  let lowest = numBaseLayers(recipe.network);
  return recipe.phases.map((config) => {
    const learnFrom = firstLearningLayer(network, recipe.network, config.learnFrom);
    lowest = cutAtOrBelow(network, Math.min(lowest, learnFrom));
    return {
      config,
      from: augmentsAfresh(recipe) ? 0 : lowest,
      measureFrom: lowest,
      learnFrom,
      cachedLayer: lowest === 0 ? null : network.layers[lowest - 1]!.name,
    };
  });
}

/** The layers to cache, each once. */
export function cachedLayers(phases: readonly PhaseLayers[]): readonly string[] {
  return [...new Set(phases.flatMap(({ cachedLayer }) => (cachedLayer === null ? [] : [cachedLayer])))];
}
