import type {
  Activation,
  Conv2dSpec,
  DenseSpec,
  DropoutSpec,
  FlattenSpec,
  GlobalAveragePool2dSpec,
  MaxPool2dSpec,
  Padding,
  ZeroPadding2dSpec,
} from '../../shared/network.ts';

/** Short forms for the layers of ../../shared/network.ts, as networks use them. */

/** Square kernel of side `kernelSide`, stride 1. */
export function conv2d(
  name: string,
  filters: number,
  kernelSide: number,
  padding: Padding,
  activation: Activation,
): Conv2dSpec {
  return {
    kind: 'conv2d',
    name,
    filters,
    kernelSize: [kernelSide, kernelSide],
    strides: [1, 1],
    padding,
    activation,
  };
}

/** Square windows side by side; what is left at the edge is dropped. */
export function maxPool2d(name: string, side: number): MaxPool2dSpec {
  return { kind: 'maxPool2d', name, poolSize: [side, side], strides: [side, side], padding: 'valid' };
}

export function flatten(name: string): FlattenSpec {
  return { kind: 'flatten', name };
}

export function dense(name: string, units: number, activation: Activation): DenseSpec {
  return { kind: 'dense', name, units, activation };
}

export function dropout(name: string, rate: number): DropoutSpec {
  return { kind: 'dropout', name, rate };
}

export function globalAveragePool2d(name: string): GlobalAveragePool2dSpec {
  return { kind: 'globalAveragePool2d', name };
}

/** Zeros at the top, bottom, left and right, in pixels. */
export function zeroPadding2d(
  name: string,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
): ZeroPadding2dSpec {
  return {
    kind: 'zeroPadding2d',
    name,
    padding: [
      [top, bottom],
      [left, right],
    ],
  };
}
