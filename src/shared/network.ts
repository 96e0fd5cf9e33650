/** A network as data: one flat list of layers with Keras's names (nested models break Grad-CAM and exports). */

export type Activation = 'linear' | 'relu' | 'sigmoid' | 'softmax';
export type Padding = 'same' | 'valid';

/** 2-D convolution, kernel in height, width, in, out order, with bias. */
export interface Conv2dSpec {
  readonly kind: 'conv2d';
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: readonly [height: number, width: number];
  readonly strides: readonly [height: number, width: number];
  readonly padding: Padding;
  readonly activation: Activation;
}

export interface MaxPool2dSpec {
  readonly kind: 'maxPool2d';
  readonly name: string;
  readonly poolSize: readonly [height: number, width: number];
  readonly strides: readonly [height: number, width: number];
  readonly padding: Padding;
}

export interface FlattenSpec {
  readonly kind: 'flatten';
  readonly name: string;
}

export interface DenseSpec {
  readonly kind: 'dense';
  readonly name: string;
  readonly units: number;
  readonly activation: Activation;
}

export interface DropoutSpec {
  readonly kind: 'dropout';
  readonly name: string;
  /** Share of values set to 0 in training, 0 to 1; the others are scaled by 1/(1-rate). */
  readonly rate: number;
}

export type LayerSpec = Conv2dSpec | MaxPool2dSpec | FlattenSpec | DenseSpec | DropoutSpec;

/** Pixels (0 to 255, RGB) to network input: channels in `channelOrder`, then (value - mean) * scale. */
export interface Preprocessing {
  /** grey: one channel, the luma of ./preprocessing.ts. */
  readonly channelOrder: ChannelOrder;
  /** Subtracted per channel, in `channelOrder`: as many values as there are channels. */
  readonly mean: readonly number[];
  readonly scale: number;
}

export type ChannelOrder = 'rgb' | 'bgr' | 'grey';

export interface NetworkSpec {
  /** Height, width, channels of one input picture. */
  readonly inputShape: readonly [height: number, width: number, channels: number];
  readonly preprocessing: Preprocessing;
  readonly layers: readonly LayerSpec[];
}

/** What a network is given of one picture: RGB bytes, whatever its input makes of them. */
export function pixelShape({ inputShape: [height, width] }: Pick<NetworkSpec, 'inputShape'>): PixelShape {
  return [height, width, 3];
}
type PixelShape = readonly [height: number, width: number, channels: 3];

/** Layers with weights; their tensors are `NAME/kernel` and `NAME/bias`. */
export type WeightedSpec = Conv2dSpec | DenseSpec;

export function hasWeights(layer: LayerSpec): layer is WeightedSpec {
  return layer.kind === 'conv2d' || layer.kind === 'dense';
}
