import type { LayerSpec } from '../../shared/network.ts';

const plain: ReadonlySet<LayerSpec['kind']> = new Set<LayerSpec['kind']>([
  'flatten',
  'dropout',
  'zeroPadding2d',
  'batchNorm',
  'localResponseNormalization',
  'activation',
]);

/** Whether pictures of a network show a layer: those that make something new of what they take, not pass it on. */
export function isShown({ kind }: Pick<LayerSpec, 'kind'>): boolean {
  return !plain.has(kind);
}
