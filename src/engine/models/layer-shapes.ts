import { assertNever } from '../../shared/assert-never.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { LayerSpec, NetworkSpec, Padding } from '../../shared/network.ts';

/** A layer's shapes; those of activations without the batch. */
export interface LayerShape {
  readonly name: string;
  readonly outputShape: readonly number[];
  /** null for a layer without weights. */
  readonly kernelShape: readonly number[] | null;
  /** Numbers that can learn: kernel and bias. */
  readonly parameters: number;
}

/** Every layer's output shape and number of parameters, in order. Throws `image-size-too-small`. */
export function layerShapes(network: NetworkSpec): readonly LayerShape[] {
  const shapes = shapesOrNull(network);
  if (shapes) return shapes;
  const size = network.inputShape[0];
  throw new ThawError('image-size-too-small', { size, least: leastSize(network) });
}

/** Output side of a convolution or pooling: N = (W - F + 2P) / S + 1, rounded down; with `same`, ceil(W/S). */
export function outputSide(side: number, filterSide: number, stride: number, padding: Padding): number {
  const padded = padding === 'same' ? samePadding(side, filterSide, stride) : 0;
  return Math.floor((side - filterSide + padded) / stride) + 1;
}

/** What `same` adds to a side, both ends together: 2P = max((ceil(W/S) - 1) S + F - W, 0), as TensorFlow pads. */
export function samePadding(side: number, filterSide: number, stride: number): number {
  return Math.max((Math.ceil(side / stride) - 1) * stride + filterSide - side, 0);
}

function shapesOrNull(network: NetworkSpec): LayerShape[] | null {
  const shapes: LayerShape[] = [];
  let shape: readonly number[] = network.inputShape;
  for (const layer of network.layers) {
    const kernelShape = kernelShapeOf(layer, shape);
    shape = outputShapeOf(layer, shape);
    if (shape.some((side) => side < 1)) return null;
    const parameters = kernelShape ? product(kernelShape) + kernelShape.at(-1)! : 0;
    shapes.push({ name: layer.name, outputShape: shape, kernelShape, parameters });
  }
  return shapes;
}

function outputShapeOf(layer: LayerSpec, input: readonly number[]): readonly number[] {
  const [height = 0, width = 0, channels = 0] = input;
  switch (layer.kind) {
    case 'conv2d':
      return [...windows(height, width, layer.kernelSize, layer.strides, layer.padding), layer.filters];
    case 'maxPool2d':
      return [...windows(height, width, layer.poolSize, layer.strides, layer.padding), channels];
    case 'flatten':
      return [product(input)];
    case 'dense':
      return [layer.units];
    case 'dropout':
      return input;
    default:
      return assertNever(layer);
  }
}

/** height, width, in, out for a convolution; in, out for a dense layer. */
function kernelShapeOf(layer: LayerSpec, input: readonly number[]): readonly number[] | null {
  if (layer.kind === 'conv2d') return [...layer.kernelSize, input[2]!, layer.filters];
  if (layer.kind === 'dense') return [input[0]!, layer.units];
  return null;
}

type Pair = readonly [number, number];

function windows(
  height: number,
  width: number,
  window: Pair,
  strides: Pair,
  padding: Padding,
): [number, number] {
  return [
    outputSide(height, window[0], strides[0], padding),
    outputSide(width, window[1], strides[1], padding),
  ];
}

function leastSize(network: NetworkSpec): number {
  let size = network.inputShape[0];
  while (!shapesOrNull({ ...network, inputShape: [size, size, network.inputShape[2]] })) size++;
  return size;
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}
