import type { BatchNormSpec, Conv2dSpec } from '../../shared/network.ts';
import { luma } from '../../shared/preprocessing.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import type { KerasForm } from './describe-keras-layer.ts';
import type { PhotoFront } from './photo-front.ts';

/** What stands before a network in the form `photo`, in Keras's layers; none needs code of ours to be opened. */
export type FrontLayer =
  | ResizingLayer
  | { readonly kind: 'cropping'; readonly name: string; readonly cropping: readonly [Pair, Pair] }
  | RescalingLayer
  | LevelTableLayer
  | { readonly kind: 'reshape'; readonly name: string; readonly shape: readonly number[] }
  | Conv2dSpec
  | BatchNormSpec;
type Pair = readonly [before: number, after: number];

/** Bilinear, antialiased; gives whole levels of 0 to 255. */
export interface ResizingLayer {
  readonly kind: 'resizing';
  readonly name: string;
  readonly height: number;
  readonly width: number;
}

/** The input as `type`, times scale, plus offset; int32 cuts what stands behind the point off. */
export interface RescalingLayer {
  readonly kind: 'rescaling';
  readonly name: string;
  readonly scale: number;
  readonly offset: number;
  readonly type: 'float32' | 'int32';
}

/** A number for each whole level of 0 to 255, by the level with what stands behind the point cut off. */
export interface LevelTableLayer {
  readonly kind: 'levelTable';
  readonly name: string;
}

export interface FrontLayers {
  readonly layers: readonly FrontLayer[];
  readonly weights: TensorMap;
}

export const greyLevels = 256;
const channelsName = 'photo_channels';
const greyName = 'photo_grey';
const centreName = 'photo_mean_image';

/**
 * The layers one after the other, from whole RGB levels to what the network takes, with the same float32 arithmetic as
 * Thaw's own preprocessing. `inputShape`: of the network; `form`: who is to read them.
 */
export function frontLayers(
  { resizeTo, cut, preprocessing }: PhotoFront,
  inputShape: readonly [height: number, width: number, channels: number],
  form: KerasForm,
): FrontLayers {
  const { mean, meanImage, scale, channelOrder } = preprocessing;
  const image = meanImage?.size === inputShape[0] && meanImage.size === inputShape[1] ? meanImage : null;
  const weights = new Map<string, HostTensor>();
  const layers: FrontLayer[] = [];
  if (resizeTo)
    layers.push({ kind: 'resizing', name: 'photo_resize', height: resizeTo[0], width: resizeTo[1] });
  layers.push(rescaling('photo_floats', 1, 0));
  if (cut) {
    const cropping = [
      [cut.top, cut.bottom],
      [cut.left, cut.right],
    ] as const;
    layers.push({ kind: 'cropping', name: 'photo_cut', cropping });
  }
  const centre = image ? mean.map(() => 0) : mean;
  if (channelOrder === 'grey') {
    layers.push(channels(1), rescaling('photo_divided', 1 / luma.divisor, 0));
    weights.set(`${channelsName}/kernel`, { shape: [1, 1, 3, 1], values: Float32Array.from(luma.weights) });
    weights.set(`${channelsName}/bias`, { shape: [1], values: Float32Array.of(luma.half) });
    if (form === 'tfjs') addLevelTable(centre[0]!, inputShape, layers, weights);
    else {
      layers.push(...wholeLevels);
      if (centre[0] !== 0) layers.push(rescaling('photo_centred', 1, -centre[0]!));
    }
  } else if (channelOrder === 'bgr' || centre.some((value) => value !== 0)) {
    layers.push(channels(3));
    weights.set(`${channelsName}/kernel`, {
      shape: [1, 1, 3, 3],
      values: permutation(channelOrder === 'bgr'),
    });
    weights.set(`${channelsName}/bias`, { shape: [3], values: Float32Array.from(centre, (value) => -value) });
  }
  if (image) addMeanImage(image.values, inputShape, layers, weights);
  return { layers: [...layers, rescaling('photo_scaled', scale, 0)], weights };
}

function rescaling(
  name: string,
  scale: number,
  offset: number,
  type: RescalingLayer['type'] = 'float32',
): RescalingLayer {
  return { kind: 'rescaling', name, scale, offset, type };
}

/** Every sum is exact in float32, and whole numbers are reached by cutting off, so that grey is Thaw's to the bit. */
const wholeLevels: readonly FrontLayer[] = [
  rescaling('photo_whole', 1, 0, 'int32'),
  rescaling(greyName, 1, 0),
];

/** A Rescaling of TensorFlow.js cuts nothing off, but what looks a level up does; its table subtracts the mean too. */
function addLevelTable(
  mean: number,
  [height, width]: readonly [number, number, number],
  layers: FrontLayer[],
  weights: Map<string, HostTensor>,
): void {
  layers.push(
    { kind: 'levelTable', name: greyName },
    { kind: 'reshape', name: 'photo_grey_channel', shape: [height, width, 1] },
  );
  const values = Float32Array.from({ length: greyLevels }, (_, level) => level - mean);
  weights.set(`${greyName}/embeddings`, { shape: [greyLevels, 1], values });
}

function channels(filters: number): Conv2dSpec {
  const window = { kernelSize: [1, 1], strides: [1, 1], padding: 'valid', activation: 'linear' } as const;
  return { kind: 'conv2d', name: channelsName, filters, ...window };
}

/** [in, out]: each channel once. */
function permutation(reversed: boolean): Float32Array {
  const kernel = new Float32Array(9);
  for (let channel = 0; channel < 3; channel++) kernel[channel * 3 + (reversed ? 2 - channel : channel)] = 1;
  return kernel;
}

/** No layer subtracts a picture; a batch normalisation over its values in one row does, with variance 1. */
function addMeanImage(
  values: Float32Array,
  [height, width, channelCount]: readonly [number, number, number],
  layers: FrontLayer[],
  weights: Map<string, HostTensor>,
): void {
  const shape = [values.length];
  layers.push(
    { kind: 'reshape', name: 'photo_row', shape },
    { kind: 'batchNorm', name: centreName, epsilon: 0, scale: false },
    { kind: 'reshape', name: 'photo_square', shape: [height, width, channelCount] },
  );
  weights.set(`${centreName}/beta`, { shape, values: new Float32Array(values.length) });
  weights.set(`${centreName}/moving_mean`, { shape, values });
  weights.set(`${centreName}/moving_variance`, { shape, values: new Float32Array(values.length).fill(1) });
}
