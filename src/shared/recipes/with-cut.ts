import { type BaseBlock, bases } from '../bases.ts';
import type { NetworkConfig, Recipe } from '../recipe.ts';

type BaseNetwork = Extract<NetworkConfig, { kind: 'base' }>;

/** A network whose base ends with that layer; null: the whole base. */
export function cutNetwork(network: BaseNetwork, cutAt: string | null): BaseNetwork {
  const whole = { ...network };
  delete whole.cutAt;
  return cutAt === null ? whole : { ...whole, cutAt };
}

/** The blocks of a base below the layer that it is cut at; all of them where that ends none of them. */
export function keptBlocks({ base, cutAt = '' }: BaseNetwork): readonly BaseBlock[] {
  const { blocks, cuts } = bases[base];
  const place = cuts.indexOf(cutAt);
  return place < 0 ? blocks : blocks.slice(0, place + 1);
}

/**
 * The recipe with its base cut at one of its `cuts`, or whole (null). A phase that learns from a block that falls away
 * learns from the last one that is left. null for a recipe without a base.
 */
export function withCut(recipe: Recipe, cutAt: string | null): Recipe | null {
  if (recipe.network.kind !== 'base') return null;
  const network = cutNetwork(recipe.network, cutAt);
  const kept = keptBlocks(network);
  const gone = bases[network.base].blocks.slice(kept.length).map(({ from }) => from);
  const phases = recipe.phases.map((phase) =>
    gone.includes(phase.learnFrom) ? { ...phase, learnFrom: kept.at(-1)!.from } : phase,
  );
  return { ...recipe, network, phases };
}
