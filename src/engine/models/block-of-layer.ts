import type { LayerSpec } from '../../shared/network.ts';

/**
 * What part of the network a layer belongs to, for people: `block1` to `block5` of a base, `layers` of a network from
 * scratch, `head`. @param inBase the layer came with pretrained weights.
 */
export function blockOfLayer({ kind, name }: LayerSpec, inBase: boolean): string {
  if (kind === 'dense') return 'head';
  return inBase ? name.split('_')[0]! : 'layers';
}
