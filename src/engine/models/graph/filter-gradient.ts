import type { Conv2dSpec } from '../../../shared/network.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { outputSide } from '../layer-shapes.ts';
import type { WrittenLayer } from './forward-nodes.ts';
import { matrices, window } from './op-attributes.ts';

/**
 * The gradient of a convolution's kernel, from that of what came out before the activation. In bfloat16 with stride 1
 * as matrix products: oneDNN's own operation takes more than twice as long there (measured, docs/performance.md).
 */
export function filterGradient(
  graph: GraphWriter,
  name: string,
  written: WrittenLayer,
  layer: Conv2dSpec,
  before: GraphValue,
): GraphValue {
  const unitStride = layer.strides.every((stride) => stride === 1);
  if (before.type === DataType.DT_BFLOAT16 && unitStride)
    return productsGradient(graph, name, written, layer, before);
  const sizes = graph.integers(`${name}/kernel_sizes`, kernelShape(written, layer));
  const inputs = [written.input.node, sizes, before.node];
  const { type } = before;
  const node = graph.addFloat(`${name}/kernel_gradient`, 'Conv2DBackpropFilter', inputs, type, window(layer));
  return { node, type };
}

/**
 * One product an element of the kernel's window: the input shifted by it, as a matrix of pixels by channels,
 * transposed, times the gradient as pixels by filters. Exact: the same sums as the convolution's gradient.
 */
function productsGradient(
  graph: GraphWriter,
  name: string,
  written: WrittenLayer,
  layer: Conv2dSpec,
  before: GraphValue,
): GraphValue {
  const [height, width] = layer.kernelSize;
  const [rows, columns, channels] = written.inputShape as readonly [number, number, number];
  const [outRows, outColumns] = [rows, columns].map((side, axis) =>
    outputSide(side, layer.kernelSize[axis]!, 1, layer.padding),
  ) as [number, number];
  const padded = paddedInput(graph, name, written, layer, [outRows, outColumns]);
  const flatGradient = graph.reshape(`${name}/flat_gradient`, before, [-1, layer.filters]);
  const products: string[] = [];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const path = `${name}/window_${row}_${column}`;
      const begin = graph.integers(`${path}/begin`, [0, row, column, 0]);
      const size = graph.integers(`${path}/size`, [-1, outRows, outColumns, channels]);
      const { type } = before;
      const slice = graph.addFloat(`${path}/slice`, 'Slice', [padded, begin, size], type, {
        Index: attribute.type(DataType.DT_INT32),
      });
      const flat = graph.reshape(`${path}/flat`, { node: slice, type }, [-1, channels]);
      const pair = [flat.node, flatGradient.node];
      products.push(graph.addFloat(`${path}/product`, 'MatMul', pair, type, matrices(true, false)));
    }
  const stacked = graph.addFloat(`${name}/windows`, 'Pack', products, before.type, {
    N: attribute.integer(products.length),
    axis: attribute.integer(0),
  });
  const value = { node: stacked, type: before.type };
  return graph.reshape(`${name}/kernel_gradient`, value, kernelShape(written, layer));
}

/** With the zeros that TensorFlow's `same` adds: the smaller half before, the larger one after. */
function paddedInput(
  graph: GraphWriter,
  name: string,
  { input, inputShape }: WrittenLayer,
  layer: Conv2dSpec,
  outputSides: readonly [number, number],
): string {
  const missing = outputSides.map((side, axis) => side - 1 + layer.kernelSize[axis]! - inputShape[axis]!);
  if (missing.every((pixels) => pixels === 0)) return input.node;
  const pads = missing.flatMap((pixels) => [Math.floor(pixels / 2), Math.ceil(pixels / 2)]);
  const flat = graph.integers(`${name}/pads/flat`, [0, 0, ...pads, 0, 0]);
  const paddings = graph.add(
    `${name}/pads`,
    'Reshape',
    [flat, graph.integers(`${name}/pads/shape`, [4, 2])],
    { T: attribute.type(DataType.DT_INT32), Tshape: attribute.type(DataType.DT_INT32) },
  );
  return graph.addFloat(`${name}/padded`, 'Pad', [input.node, paddings], input.type, {
    Tpaddings: attribute.type(DataType.DT_INT32),
  });
}

function kernelShape({ inputShape }: WrittenLayer, layer: Conv2dSpec): readonly number[] {
  return [...layer.kernelSize, inputShape[2]!, layer.filters];
}
