import { assertNever } from '../../../shared/assert-never.ts';
import {
  pixelShape,
  type Activation,
  type ChannelOrder,
  type LayerSpec,
  type MaxPool2dSpec,
  type NetworkSpec,
  type WeightedSpec,
} from '../../../shared/network.ts';
import { luma } from '../../../shared/preprocessing.ts';
import type { OnnxEnd, OnnxGraph } from '../../backend/onnx/encode-onnx.ts';
import { onnxFloats, onnxIntegers, onnxNode } from '../../backend/onnx/onnx-nodes.ts';
import {
  TensorProto_DataType,
  type NodeProto,
  type TensorProto,
} from '../../storage/generated/onnx_model_pb.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { toOnnxOrder, toOnnxShape } from '../weights/kernel-order.ts';
import { layerShapes, samePadding } from '../layer-shapes.ts';

/** The input that takes the pixels: (batch, height, width, RGB) as uint8. */
export const onnxPixels = 'pixels';

/** Height, width, channels to ONNX's channels, height, width, and back; the batch stays first. */
const toChannelsFirst = [0, 3, 1, 2];
const toChannelsLast = [0, 2, 3, 1];

/** What one layer adds. The last node gives the layer's output, channels first, under the name `innerName(layer)`. */
interface LayerPart {
  readonly nodes: readonly NodeProto[];
  readonly constants: readonly TensorProto[];
}

/**
 * A network with its weights as constants, in ONNX's terms: pixels in, preprocessing inside, the outputs of the
 * layers asked for out under the layers' names, as float32 and in Keras's order (height, width, channels). Layers after
 * the last one asked for are left out; their weights may be missing. `outputs` names layers of the network.
 */
export function onnxGraph(network: NetworkSpec, weights: TensorMap, outputs: readonly string[]): OnnxGraph {
  const shapes = layerShapes(network).map(({ outputShape }) => outputShape);
  const parts: LayerPart[] = [preprocessing(network)];
  const ends: OnnxEnd[] = [];
  let input = preprocessed;
  let inputShape: readonly number[] = network.inputShape;
  const last = Math.max(...outputs.map((name) => network.layers.findIndex((layer) => layer.name === name)));
  network.layers.slice(0, last + 1).forEach((layer, index) => {
    parts.push(layerPart(layer, input, inputShape, weights));
    input = innerName(layer.name);
    inputShape = shapes[index]!;
    if (!outputs.includes(layer.name)) return;
    parts.push(withoutConstants(inKerasOrder(layer.name, input, inputShape)));
    ends.push({ name: layer.name, type: TensorProto_DataType.FLOAT, shape: inputShape });
  });
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    constants: parts.flatMap(({ constants }) => constants),
    inputs: [{ name: onnxPixels, type: TensorProto_DataType.UINT8, shape: pixelShape(network) }],
    outputs: ends,
  };
}

/** A layer's output between the layers; its own name is for what comes out of the graph. */
function innerName(layer: string): string {
  return `${layer}/inner`;
}

const preprocessed = 'preprocessing/scaled';

function preprocessing({ preprocessing: { channelOrder, mean, scale } }: NetworkSpec): LayerPart {
  const ordered = orderedChannels(channelOrder, 'preprocessing/turned');
  return {
    constants: [
      ...ordered.constants,
      onnxFloats('preprocessing/mean', [mean.length, 1, 1], Float32Array.from(mean)),
      onnxFloats('preprocessing/scale', [], Float32Array.of(scale)),
    ],
    nodes: [
      onnxNode('preprocessing/floats', 'Cast', [onnxPixels], { to: TensorProto_DataType.FLOAT }),
      onnxNode('preprocessing/turned', 'Transpose', ['preprocessing/floats'], { perm: toChannelsFirst }),
      ...ordered.nodes,
      onnxNode('preprocessing/centred', 'Sub', [orderedPixels, 'preprocessing/mean']),
      onnxNode(preprocessed, 'Mul', ['preprocessing/centred', 'preprocessing/scale']),
    ],
  };
}

const orderedPixels = 'preprocessing/ordered';

/** `pixels`: channels first, RGB. The last node is `orderedPixels`. */
function orderedChannels(order: ChannelOrder, pixels: string): LayerPart {
  if (order !== 'grey') {
    const axes = onnxIntegers('preprocessing/order', order === 'bgr' ? [2, 1, 0] : [0, 1, 2]);
    return {
      constants: [axes],
      nodes: [onnxNode(orderedPixels, 'Gather', [pixels, axes.name], { axis: 1 })],
    };
  }
  const name = 'preprocessing/grey';
  return {
    constants: [
      onnxFloats(`${name}/weights`, [1, 3, 1, 1], Float32Array.from(luma.weights)),
      onnxFloats(`${name}/half`, [1], Float32Array.of(luma.half)),
      onnxFloats(`${name}/factor`, [], Float32Array.of(1 / luma.divisor)),
    ],
    nodes: [
      onnxNode(`${name}/raised`, 'Conv', [pixels, `${name}/weights`, `${name}/half`], {
        kernel_shape: [1, 1],
      }),
      onnxNode(`${name}/divided`, 'Mul', [`${name}/raised`, `${name}/factor`]),
      onnxNode(orderedPixels, 'Floor', [`${name}/divided`]),
    ],
  };
}

function layerPart(
  layer: LayerSpec,
  input: string,
  inputShape: readonly number[],
  weights: TensorMap,
): LayerPart {
  const output = innerName(layer.name);
  switch (layer.kind) {
    case 'conv2d':
      return weighted(layer, 'Conv', input, weights, {
        kernel_shape: layer.kernelSize,
        ...windowAttributes(layer.kernelSize, layer, inputShape),
      });
    case 'dense':
      return weighted(layer, 'Gemm', input, weights, {});
    case 'maxPool2d':
      return withoutConstants([
        onnxNode(output, 'MaxPool', [input], {
          kernel_shape: layer.poolSize,
          ...windowAttributes(layer.poolSize, layer, inputShape),
        }),
      ]);
    case 'flatten': {
      const inOrder = `${layer.name}/channels_last`;
      const nodes = inKerasOrder(inOrder, input, inputShape);
      return withoutConstants([...nodes, onnxNode(output, 'Flatten', [inOrder], { axis: 1 })]);
    }
    case 'dropout':
      return withoutConstants([onnxNode(output, 'Identity', [input])]);
    default:
      return assertNever(layer);
  }
}

/** A convolution or matrix product with its kernel, bias and activation. */
function weighted(
  layer: WeightedSpec,
  operator: 'Conv' | 'Gemm',
  input: string,
  weights: TensorMap,
  attributes: Readonly<Record<string, readonly number[]>>,
): LayerPart {
  const [kernel, bias] = [`${layer.name}/kernel`, `${layer.name}/bias`];
  const biased = `${layer.name}/biased`;
  const { operator: activation, attributes: axis } = activations[layer.activation];
  return {
    constants: [
      kernelConstant(kernel, tensorOf(weights, kernel)),
      biasConstant(bias, tensorOf(weights, bias)),
    ],
    nodes: [
      onnxNode(biased, operator, [input, kernel, bias], attributes),
      onnxNode(innerName(layer.name), activation, [biased], axis),
    ],
  };
}

/** Softmax goes over the channels, the second axis in ONNX's order and of flat values alike. */
const activations = {
  linear: { operator: 'Identity', attributes: {} },
  relu: { operator: 'Relu', attributes: {} },
  sigmoid: { operator: 'Sigmoid', attributes: {} },
  softmax: { operator: 'Softmax', attributes: { axis: 1 } },
} as const satisfies Record<Activation, object>;

function kernelConstant(name: string, { shape, values }: HostTensor): TensorProto {
  return shape.length === 4
    ? onnxFloats(name, toOnnxShape(shape), toOnnxOrder(values, shape))
    : onnxFloats(name, shape, values);
}

function biasConstant(name: string, { shape, values }: HostTensor): TensorProto {
  return onnxFloats(name, shape, values);
}

function tensorOf(weights: TensorMap, name: string): HostTensor {
  const tensor = weights.get(name);
  if (!tensor) throw new Error(`no weights ${name}`);
  return tensor;
}

/** Strides and padding; where the padding is uneven, Keras puts the larger part at the bottom and right. */
function windowAttributes(
  window: readonly [number, number],
  { strides, padding }: Pick<MaxPool2dSpec, 'strides' | 'padding'>,
  [height = 0, width = 0]: readonly number[],
): Record<'strides' | 'pads', readonly number[]> {
  const [vertical, horizontal] = [
    samePadding(height, window[0], strides[0]),
    samePadding(width, window[1], strides[1]),
  ];
  const [top, left] = [Math.floor(vertical / 2), Math.floor(horizontal / 2)];
  const pads = padding === 'same' ? [top, left, vertical - top, horizontal - left] : [0, 0, 0, 0];
  return { strides, pads };
}

/** The values in Keras's order; flat ones are in order already. */
function inKerasOrder(output: string, input: string, shape: readonly number[]): NodeProto[] {
  return shape.length === 3
    ? [onnxNode(output, 'Transpose', [input], { perm: toChannelsLast })]
    : [onnxNode(output, 'Identity', [input])];
}

function withoutConstants(nodes: readonly NodeProto[]): LayerPart {
  return { nodes, constants: [] };
}
