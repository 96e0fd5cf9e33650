import { bases } from '../../shared/bases.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { NetworkConfig } from '../../shared/recipe.ts';
import { numBaseLayers } from './describe-network.ts';

/**
 * What part of the network each layer belongs to, for people: `block1` to `block5` and so on of a base, `layers` of a
 * network from scratch, `head`.
 */
export function blocksOfLayers({ layers }: NetworkSpec, config: NetworkConfig): readonly string[] {
  const inBase = numBaseLayers(config);
  const blocks = config.kind === 'base' ? bases[config.base].blocks : [];
  let current = blocks[0]?.name ?? 'layers';
  return layers.map(({ kind, name }, index) => {
    if (kind === 'dense' || (config.kind === 'base' && index >= inBase)) return 'head';
    current = blocks.find(({ from }) => from === name)?.name ?? current;
    return current;
  });
}
