import type { NetworkSpec } from '../../shared/network.ts';

/** Which layers the output of layer `index` depends on: those up to it, by name. */
export function usesLayer({ layers }: NetworkSpec, index: number): (layer: string) => boolean {
  const names = new Set(layers.slice(0, index + 1).map(({ name }) => name));
  return (layer) => names.has(layer);
}
