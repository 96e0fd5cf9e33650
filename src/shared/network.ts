/**
 * A network as data: one flat list of layers with Keras's names (nested models break Grad-CAM and exports), each
 * after the layers that it takes.
 */

export type Activation = 'linear' | 'relu' | 'relu6' | 'sigmoid' | 'softmax';
export type Padding = 'same' | 'valid';
type Pair = readonly [height: number, width: number];

/** What stands for the network's input among the names in `inputs`. */
export const pictureName = 'input';

interface NamedLayer {
  readonly name: string;
  /** Layers whose outputs it takes, in order, or `pictureName`. Without it: the layer before, the picture at first. */
  readonly inputs?: readonly string[];
}

/** A window that moves over the places of a picture. */
interface MovingWindow extends NamedLayer {
  readonly strides: Pair;
  readonly padding: Padding;
}

/** A moving window with weights. */
interface Convolving extends MovingWindow {
  readonly kernelSize: Pair;
  readonly activation: Activation;
  /** Without it: true. */
  readonly useBias?: boolean;
}

/** 2-D convolution, kernel in height, width, in / groups, out order. */
export interface Conv2dSpec extends Convolving {
  readonly kind: 'conv2d';
  readonly filters: number;
  /** Parts that the channels in and out are cut into, each convolved by itself; without it: 1. */
  readonly groups?: number;
}

/** One filter a channel, kernel in height, width, channels, 1 order. */
export interface DepthwiseConv2dSpec extends Convolving {
  readonly kind: 'depthwiseConv2d';
}

/** One filter a channel, then a convolution of 1 x 1 over all channels. */
export interface SeparableConv2dSpec extends Convolving {
  readonly kind: 'separableConv2d';
  readonly filters: number;
}

/** Source of the two pools' edges: TensorFlow; padded places take no part, neither as a maximum nor in a mean. */
export interface MaxPool2dSpec extends MovingWindow {
  readonly kind: 'maxPool2d';
  readonly poolSize: Pair;
}

export interface AveragePool2dSpec extends MovingWindow {
  readonly kind: 'averagePool2d';
  readonly poolSize: Pair;
}

/** The mean over all places, one number a channel. */
export interface GlobalAveragePool2dSpec extends NamedLayer {
  readonly kind: 'globalAveragePool2d';
}

/** Pixels of zeros around a picture. */
export interface ZeroPadding2dSpec extends NamedLayer {
  readonly kind: 'zeroPadding2d';
  readonly padding: readonly [
    vertical: readonly [top: number, bottom: number],
    horizontal: readonly [left: number, right: number],
  ];
}

/**
 * gamma (x - mean) / sqrt(variance + epsilon) + beta by channel, always with the moving mean and variance that came
 * with the weights: they are never learned, as Keras's guide to fine-tuning has it; gamma and beta are.
 */
export interface BatchNormSpec extends NamedLayer {
  readonly kind: 'batchNorm';
  readonly epsilon: number;
  /** false: gamma is 1. Without it: true. */
  readonly scale?: boolean;
}

/**
 * x / (bias + alpha sum(y^2))^beta, the sum over the channels at most `depthRadius` away. TensorFlow's alpha; in the
 * AlexNet paper's formula and in Caffe alpha stands divided by the 2 depthRadius + 1 channels.
 */
export interface LocalResponseNormalizationSpec extends NamedLayer {
  readonly kind: 'localResponseNormalization';
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

export interface ActivationSpec extends NamedLayer {
  readonly kind: 'activation';
  readonly activation: Activation;
}

/** The sum of two or more inputs of one shape. */
export interface AddSpec extends NamedLayer {
  readonly kind: 'add';
  readonly inputs: readonly string[];
}

/** The inputs' channels, one input after the other. */
export interface ConcatenateSpec extends NamedLayer {
  readonly kind: 'concatenate';
  readonly inputs: readonly string[];
}

export interface FlattenSpec extends NamedLayer {
  readonly kind: 'flatten';
}

export interface DenseSpec extends NamedLayer {
  readonly kind: 'dense';
  readonly units: number;
  readonly activation: Activation;
}

export interface DropoutSpec extends NamedLayer {
  readonly kind: 'dropout';
  /** Share of values set to 0 in training, 0 to 1; the others are scaled by 1/(1-rate). */
  readonly rate: number;
}

/** Layers with weights; ./weight-parts.ts says which. */
export type WeightedSpec = Conv2dSpec | DepthwiseConv2dSpec | SeparableConv2dSpec | BatchNormSpec | DenseSpec;

export type LayerSpec =
  | WeightedSpec
  | MaxPool2dSpec
  | AveragePool2dSpec
  | GlobalAveragePool2dSpec
  | ZeroPadding2dSpec
  | LocalResponseNormalizationSpec
  | ActivationSpec
  | AddSpec
  | ConcatenateSpec
  | FlattenSpec
  | DropoutSpec;

/** What is subtracted from each pixel of a picture of its size: size x size x channels, levels of 255. */
export interface MeanImage {
  readonly size: number;
  /** In the `channelOrder` of the preprocessing that it belongs to. */
  readonly values: Float32Array;
  /** Tells one from another. */
  readonly sha256: string;
}

/** Pixels (0 to 255, RGB) to network input: channels in `channelOrder`, then (value - mean) * scale. */
export interface Preprocessing {
  /** grey: one channel, the luma of ./preprocessing.ts. */
  readonly channelOrder: ChannelOrder;
  /** Subtracted per channel, in `channelOrder`: as many values as there are channels. */
  readonly mean: readonly number[];
  /** Subtracted in place of `mean` from pictures of its size; `mean` is that of its channels. */
  readonly meanImage?: MeanImage;
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
