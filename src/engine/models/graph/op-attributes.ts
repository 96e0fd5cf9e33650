import type { AveragePool2dSpec, Conv2dSpec, MaxPool2dSpec } from '../../../shared/network.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import { DataType, type AttrValue } from '../../storage/generated/tensorflow_graph_pb.ts';

/** Attributes that a layer's operation and its gradient share. Source: TensorFlow's nn_ops and math_ops. */
type Attributes = Readonly<Record<string, AttrValue>>;

export const channelsLast: Attributes = { data_format: attribute.string('NHWC') };

export const int32Indices: Attributes = { Tidx: attribute.type(DataType.DT_INT32) };

/** Stride and padding of a convolution or a pool. */
export function window({ strides, padding }: Pick<Conv2dSpec, 'strides' | 'padding'>): Attributes {
  return {
    strides: attribute.integers([1, ...strides, 1]),
    padding: attribute.string(padding.toUpperCase()),
    ...channelsLast,
  };
}

export function poolWindow(layer: MaxPool2dSpec | AveragePool2dSpec): Attributes {
  return { ksize: attribute.integers([1, ...layer.poolSize, 1]), ...window(layer) };
}

/** Which of a matrix product's two matrices are transposed first. */
export function matrices(first: boolean, second: boolean): Attributes {
  return { transpose_a: attribute.bool(first), transpose_b: attribute.bool(second) };
}
