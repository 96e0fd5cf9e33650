import type { NetworkSpec } from '../../../shared/network.ts';
import { luma } from '../../../shared/preprocessing.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import type { KerasLayerConfig } from '../describe-keras-layer.ts';

/** Layers that stand before a network, one after the other, with their weights. */
export interface PhotoLayers {
  readonly layers: readonly Pick<KerasLayerConfig, 'class_name' | 'name' | 'config'>[];
  /** Never kept as half words: pixels must come through exactly. */
  readonly weights: TensorMap;
}

const greyLevels = 256;
const zeros = { class_name: 'Zeros', config: {} };

/** From RGB bytes to what the network takes, in layers that TensorFlow.js knows without code of ours. */
export function photoLayers({ inputShape, preprocessing }: NetworkSpec): PhotoLayers {
  const { mean, meanImage, scale, channelOrder } = preprocessing;
  const [height, width, channels] = inputShape;
  const image = meanImage?.size === height && meanImage.size === width ? meanImage : null;
  const weights = new Map<string, HostTensor>();
  const layers: PhotoLayers['layers'][number][] = [];
  const add = (class_name: string, name: string, config: object): void => {
    layers.push({ class_name, name, config: { name, trainable: false, dtype: 'float32', ...config } });
  };
  const rescale = (name: string, factor: number): void => {
    add('Rescaling', name, { scale: factor, offset: 0 });
  };
  const mix = (kernel: Float32Array, bias: readonly number[]): void => {
    const initializers = { kernel_initializer: zeros, bias_initializer: zeros };
    add('Conv2D', 'photo_channels', { filters: bias.length, kernel_size: [1, 1], ...initializers });
    weights.set('photo_channels/kernel', { shape: [1, 1, 3, bias.length], values: kernel });
    weights.set('photo_channels/bias', { shape: [bias.length], values: Float32Array.from(bias) });
  };
  rescale('photo_floats', 1);
  const centre = image ? mean.map(() => 0) : mean;
  if (channelOrder === 'grey') {
    mix(Float32Array.from(luma.weights), [luma.half]);
    rescale('photo_divided', 1 / luma.divisor);
    // An embedding cuts off what stands behind the point; its table subtracts the mean too.
    add('Embedding', 'photo_grey', {
      input_dim: greyLevels,
      output_dim: 1,
      embeddings_initializer: zeros,
    });
    const levels = Float32Array.from({ length: greyLevels }, (_, level) => level - centre[0]!);
    weights.set('photo_grey/embeddings', { shape: [greyLevels, 1], values: levels });
    add('Reshape', 'photo_grey_channel', { target_shape: [height, width, 1] });
  } else
    mix(
      permutation(channelOrder === 'bgr'),
      centre.map((value) => 0 - value),
    );
  if (image) {
    // No layer subtracts a picture; a batch normalisation over all values in a row does.
    const [shape, name] = [[image.values.length], 'photo_mean_image'];
    add('Reshape', 'photo_row', { target_shape: shape });
    const statistics = {
      moving_mean_initializer: zeros,
      moving_variance_initializer: { ...zeros, class_name: 'Ones' },
    };
    add('BatchNormalization', name, { axis: -1, epsilon: 0, center: false, scale: false, ...statistics });
    weights.set(`${name}/moving_mean`, { shape, values: image.values });
    weights.set(`${name}/moving_variance`, { shape, values: new Float32Array(shape[0]!).fill(1) });
    add('Reshape', 'photo_square', { target_shape: [height, width, channels] });
  }
  rescale('photo_scaled', scale);
  return { layers, weights };
}

/** [in, out]: each channel once. */
function permutation(reversed: boolean): Float32Array {
  const kernel = new Float32Array(9);
  for (let channel = 0; channel < 3; channel++) kernel[channel * 3 + (reversed ? 2 - channel : channel)] = 1;
  return kernel;
}
