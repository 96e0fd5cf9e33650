import type { KerasLayerConfig } from '../describe-keras-layer.ts';
import type { KerasModelConfig } from '../keras-config.ts';
import type { PhotoLayers } from './photo-layers.ts';

const photoName = 'photo';

/** A model that takes photos of `sides`, as int32 for want of smaller whole numbers, and has these layers first. */
export function withPhotoLayers(
  model: KerasModelConfig,
  { layers: first }: PhotoLayers,
  sides: readonly [height: number, width: number],
): KerasModelConfig {
  const [input, ...layers] = model.config.layers as [KerasLayerConfig, ...KerasLayerConfig[]];
  const names = [photoName, ...first.map(({ name }) => name)];
  const last = names.at(-1)!;
  const taking = (inbound: unknown): unknown => {
    if (Array.isArray(inbound)) return inbound.map(taking);
    return inbound === input.name ? last : inbound;
  };
  const photo = { ...input.config, name: photoName, dtype: 'int32', batch_input_shape: [null, ...sides, 3] };
  return {
    ...model,
    config: {
      ...model.config,
      layers: [
        { ...input, name: photoName, config: photo },
        ...first.map((layer, index) => ({ ...layer, inbound_nodes: [[[names[index], 0, 0, {}]]] })),
        ...layers.map((layer) => ({
          ...layer,
          inbound_nodes: layer.inbound_nodes.map(taking),
        })),
      ],
      input_layers: [[photoName, 0, 0]],
    },
  };
}
