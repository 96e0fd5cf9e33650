import { assertNever } from '../../shared/assert-never.ts';
import type { LayerSpec, Padding } from '../../shared/network.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';

type Shape = readonly number[];

/** What a layer makes of inputs of these shapes, without the batch. A side below 1: the picture is too small. */
export function outputShapeOf(layer: LayerSpec, inputs: readonly Shape[]): Shape {
  const [input = []] = inputs;
  const [height = 0, width = 0, channels = 0] = input;
  switch (layer.kind) {
    case 'conv2d':
    case 'separableConv2d':
      return [...windows(input, layer.kernelSize, layer), layer.filters];
    case 'depthwiseConv2d':
      return [...windows(input, layer.kernelSize, layer), channels];
    case 'maxPool2d':
    case 'averagePool2d':
      return [...windows(input, layer.poolSize, layer), channels];
    case 'zeroPadding2d': {
      const [[top, bottom], [left, right]] = layer.padding;
      return [height + top + bottom, width + left + right, channels];
    }
    case 'globalAveragePool2d':
      return [channels];
    case 'concatenate':
      return [...input.slice(0, -1), inputs.reduce((sum, shape) => sum + shape.at(-1)!, 0)];
    case 'flatten':
      return [sizeOfShape(input)];
    case 'dense':
      return [layer.units];
    case 'batchNorm':
    case 'localResponseNormalization':
    case 'activation':
    case 'add':
    case 'dropout':
      return input;
    default:
      return assertNever(layer);
  }
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

function windows(
  [height = 0, width = 0]: Shape,
  window: Shape,
  { strides, padding }: { readonly strides: Shape; readonly padding: Padding },
): [number, number] {
  return [
    outputSide(height, window[0]!, strides[0]!, padding),
    outputSide(width, window[1]!, strides[1]!, padding),
  ];
}
