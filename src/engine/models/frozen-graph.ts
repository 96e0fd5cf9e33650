import { assertNever } from '../../shared/assert-never.ts';
import type {
  Activation,
  Conv2dSpec,
  DenseSpec,
  LayerSpec,
  MaxPool2dSpec,
  NetworkSpec,
} from '../../shared/network.ts';
import type { Graph } from '../backend/graph/encode-saved-model.ts';
import { attribute, node, numbers, placeholder } from '../backend/graph/graph-nodes.ts';
import { DataType, type NodeDef } from '../storage/generated/tensorflow_graph_pb.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { layerShapes } from './layer-shapes.ts';

/** The placeholder that takes the pixels: (batch, height, width, RGB) as uint8. */
export const pixelsInput = 'pixels';

/** The node that gives a layer's output in float32. */
export function outputNode(layer: string): string {
  return `${layer}/output`;
}

type FloatType = DataType.DT_FLOAT | DataType.DT_BFLOAT16;

/**
 * A network with its weights as constants: pixels in, preprocessing inside, the outputs of the layers asked for out
 * in float32. bf16: weights, convolutions and products in bfloat16, preprocessing and outputs in float32. Layers
 * after the last one asked for are left out.
 */
export function frozenGraph(
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: 'fp32' | 'bf16',
): Graph {
  const type: FloatType = precision === 'bf16' ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
  const pixelsShape = [-1, ...network.inputShape];
  const shapes = layerShapes(network);
  const nodes = [
    placeholder(pixelsInput, DataType.DT_UINT8, pixelsShape),
    ...preprocessingNodes(network, type),
  ];
  const ends: Graph['outputs'][number][] = [];
  let current = preprocessed;
  const last = Math.max(...outputs.map((name) => network.layers.findIndex((layer) => layer.name === name)));
  network.layers.slice(0, last + 1).forEach((layer, index) => {
    nodes.push(...layerNodes(layer, current, shapes[index]!.outputShape, weights, type));
    current = nodes.at(-1)!.name;
    if (!outputs.includes(layer.name)) return;
    nodes.push(toFloat(outputNode(layer.name), current, type));
    ends.push({
      node: outputNode(layer.name),
      type: DataType.DT_FLOAT,
      shape: [-1, ...shapes[index]!.outputShape],
    });
  });
  return {
    nodes,
    inputs: [{ node: pixelsInput, type: DataType.DT_UINT8, shape: pixelsShape }],
    outputs: ends,
  };
}

const preprocessed = 'preprocessing/input';

function preprocessingNodes({ preprocessing }: NetworkSpec, type: FloatType): NodeDef[] {
  const float = { T: attribute.type(DataType.DT_FLOAT) };
  const bgr = preprocessing.channelOrder === 'bgr';
  return [
    cast('preprocessing/floats', pixelsInput, DataType.DT_UINT8, DataType.DT_FLOAT),
    numbers('preprocessing/reversed_axes', DataType.DT_INT32, [bgr ? 1 : 0], bgr ? [3] : []),
    node('preprocessing/ordered', 'ReverseV2', ['preprocessing/floats', 'preprocessing/reversed_axes'], {
      ...float,
      Tidx: attribute.type(DataType.DT_INT32),
    }),
    numbers('preprocessing/mean', DataType.DT_FLOAT, [3], preprocessing.mean),
    node('preprocessing/centred', 'Sub', ['preprocessing/ordered', 'preprocessing/mean'], float),
    numbers('preprocessing/scale', DataType.DT_FLOAT, [], [preprocessing.scale]),
    node('preprocessing/scaled', 'Mul', ['preprocessing/centred', 'preprocessing/scale'], float),
    cast(preprocessed, 'preprocessing/scaled', DataType.DT_FLOAT, type),
  ];
}

/** The nodes of one layer; the last one gives its output. */
function layerNodes(
  layer: LayerSpec,
  input: string,
  outputShape: readonly number[],
  weights: TensorMap,
  type: FloatType,
): NodeDef[] {
  const typed = { T: attribute.type(type) };
  switch (layer.kind) {
    case 'conv2d': {
      const attributes = { ...typed, ...windowAttributes(layer.strides, layer.padding) };
      const product = node(`${layer.name}/product`, 'Conv2D', [input, `${layer.name}/kernel`], attributes);
      return weightedNodes(layer, product, weights, type);
    }
    case 'dense': {
      const attributes = { ...typed, transpose_a: attribute.bool(false), transpose_b: attribute.bool(false) };
      const product = node(`${layer.name}/product`, 'MatMul', [input, `${layer.name}/kernel`], attributes);
      return weightedNodes(layer, product, weights, type);
    }
    case 'maxPool2d':
      return [node(layer.name, 'MaxPool', [input], { ...typed, ...poolAttributes(layer) })];
    case 'flatten':
      return [
        numbers(`${layer.name}/shape`, DataType.DT_INT32, [2], [-1, ...outputShape]),
        node(layer.name, 'Reshape', [input, `${layer.name}/shape`], {
          ...typed,
          Tshape: attribute.type(DataType.DT_INT32),
        }),
      ];
    case 'dropout':
      return [node(layer.name, 'Identity', [input], typed)];
    default:
      return assertNever(layer);
  }
}

/** Kernel, bias and activation around a convolution or a matrix product. */
function weightedNodes(
  layer: Conv2dSpec | DenseSpec,
  product: NodeDef,
  weights: TensorMap,
  type: FloatType,
): NodeDef[] {
  const constants = (['kernel', 'bias'] as const).map((which) => {
    const name = `${layer.name}/${which}`;
    const tensor = weights.get(name);
    if (!tensor) throw new Error(`no weights ${name}`);
    return numbers(name, type, tensor.shape, tensor.values);
  });
  const typed = { T: attribute.type(type) };
  const biased = node(`${layer.name}/biased`, 'BiasAdd', [product.name, `${layer.name}/bias`], {
    ...typed,
    data_format: attribute.string('NHWC'),
  });
  return [
    ...constants,
    product,
    biased,
    node(layer.name, activationOps[layer.activation], [biased.name], typed),
  ];
}

const activationOps: Readonly<Record<Activation, string>> = {
  linear: 'Identity',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
};

function poolAttributes(layer: MaxPool2dSpec): ReturnType<typeof windowAttributes> {
  return {
    ksize: attribute.integers([1, ...layer.poolSize, 1]),
    ...windowAttributes(layer.strides, layer.padding),
  };
}

function windowAttributes(
  strides: readonly [number, number],
  padding: 'same' | 'valid',
): Record<string, ReturnType<typeof attribute.string>> {
  return {
    strides: attribute.integers([1, ...strides, 1]),
    padding: attribute.string(padding.toUpperCase()),
    data_format: attribute.string('NHWC'),
  };
}

function toFloat(name: string, input: string, type: FloatType): NodeDef {
  return cast(name, input, type, DataType.DT_FLOAT);
}

function cast(name: string, input: string, from: DataType, to: DataType): NodeDef {
  return node(name, 'Cast', [input], { SrcT: attribute.type(from), DstT: attribute.type(to) });
}
