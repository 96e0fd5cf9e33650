import { createHash } from 'node:crypto';
import type { NetworkSpec } from '../../shared/network.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { StartedFrom } from '../../shared/run-files.ts';
import { numBaseLayers } from '../models/describe-network.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import { hashTensors } from '../models/weights/hash-tensors.ts';
import type { BaseWeights } from '../models/weights/read-weights-file.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { takeWeights, type StartingPoint } from './starting-point.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

/** Where weights can come from beside the draws of the seed. */
export interface WeightSources {
  /** null for a network from scratch. */
  readonly base: BaseWeights | null;
  /** A run whose weights this one begins with; null: none. */
  readonly start: StartingPoint | null;
}

export interface InitialWeights {
  /** The whole network's. */
  readonly weights: TensorMap;
  /** Tells the base's weights from others in the cache; empty for a network from scratch. */
  readonly frozenSha256: string;
  /** null: no other run's weights. */
  readonly started: Pick<StartedFrom, 'taken' | 'anew'> | null;
}

/**
 * The weights that training begins with: the base's, those drawn by the seed, and over both what a starting point has.
 * Where its base was never tuned, the features in the cache are shared. Throws `nothing-to-start-from`.
 */
export function initialWeights(
  network: NetworkSpec,
  recipe: Recipe,
  seed: number,
  classes: readonly string[],
  { base, start }: WeightSources,
): InitialWeights {
  const numBase = numBaseLayers(recipe.network);
  const published = base ? weightsOfLayers(network, base.weights, 0, numBase) : new Map<string, never>();
  const drawn = initialiseWeights(network, seed, base ? numBase : 0, recipe);
  const fresh = new Map([...published, ...drawn]);
  if (!start) return { weights: fresh, frozenSha256: base?.sha256 ?? '', started: null };
  const { weights, layers } = takeWeights(fresh, start, classes);
  const frozenSha256 = numBase > 0 ? hashOfFrozen(network, weights, recipe.network) : '';
  return { weights, frozenSha256, started: layers };
}

/** Layers that came in a file are not told by their weights alone: what they do with these may differ. */
function hashOfFrozen(network: NetworkSpec, weights: TensorMap, config: Recipe['network']): string {
  const numBase = numBaseLayers(config);
  const hash = hashTensors(weightsOfLayers(network, weights, 0, numBase));
  if (config.kind !== 'imported') return hash;
  const layers = JSON.stringify(network.layers.slice(0, numBase));
  return createHash('sha256').update(`${hash} ${layers}`).digest('hex');
}
