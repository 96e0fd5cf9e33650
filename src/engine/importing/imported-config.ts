import type { NetworkConfig } from '../../shared/recipe.ts';
import type { TranslatedModel } from './translate-model.ts';

type ImportedConfig = Extract<NetworkConfig, { kind: 'imported' }>;

/** The network as a recipe's setting tells it. */
export function importedConfig({ title, network }: TranslatedModel): ImportedConfig {
  const { preprocessing, layers } = network;
  const { channelOrder, mean, scale } = preprocessing;
  const dense = layers.slice(0, -1).filter((layer) => layer.kind === 'dense');
  const dropped = layers.findLast((layer) => layer.kind === 'dropout');
  return {
    kind: 'imported',
    title,
    preprocessing: { channelOrder, mean: [...mean], scale },
    layers: [...layers] as ImportedConfig['layers'],
    units: dense.slice(-4).map(({ units }) => units),
    dropout: dropped?.rate ?? 0,
  };
}
