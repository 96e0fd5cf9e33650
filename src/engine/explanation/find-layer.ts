import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';

/** Where a layer stands in a network. Throws `unknown-layer`. */
export function findLayer({ layers }: NetworkSpec, name: string): number {
  const index = layers.findIndex((layer) => layer.name === name);
  if (index >= 0) return index;
  throw new ThawError('unknown-layer', { layer: name, known: layers.map((layer) => layer.name) });
}
