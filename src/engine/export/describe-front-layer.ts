import { assertNever } from '../../shared/assert-never.ts';
import type { Described } from './describe-keras-layer.ts';
import { type FrontLayer, greyLevels } from './front-layers.ts';

/** A layer of Keras that only stands before a network. `antialias` came with Keras 3: Keras 2 cannot resize so. */
export function describeFrontLayer(layer: Exclude<FrontLayer, { kind: 'conv2d' | 'batchNorm' }>): Described {
  const named = { name: layer.name, trainable: true };
  switch (layer.kind) {
    case 'resizing': {
      const { height, width } = layer;
      // In uint8 it rounds its result to whole levels.
      const way = { interpolation: 'bilinear', antialias: true, crop_to_aspect_ratio: false };
      const config = { ...named, dtype: 'uint8', height, width, ...way, ...channelsLast };
      return { class_name: 'Resizing', config };
    }
    case 'cropping':
      return {
        class_name: 'Cropping2D',
        config: { ...named, dtype: 'float32', cropping: layer.cropping, ...channelsLast },
      };
    case 'rescaling': {
      const { type, scale, offset } = layer;
      return { class_name: 'Rescaling', config: { ...named, dtype: type, scale, offset } };
    }
    case 'levelTable': {
      const table = { input_dim: greyLevels, output_dim: 1 };
      // Known before the values are read, so that none is drawn.
      const embeddings_initializer = { class_name: 'Zeros', config: {} };
      return {
        class_name: 'Embedding',
        config: { ...named, dtype: 'float32', ...table, embeddings_initializer },
      };
    }
    case 'reshape':
      return { class_name: 'Reshape', config: { ...named, dtype: 'float32', target_shape: layer.shape } };
    default:
      return assertNever(layer);
  }
}

const channelsLast = { data_format: 'channels_last' } as const;
