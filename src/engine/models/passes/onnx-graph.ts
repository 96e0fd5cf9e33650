import { pixelShape, type ChannelOrder, type NetworkSpec } from '../../../shared/network.ts';
import { luma } from '../../../shared/preprocessing.ts';
import type { OnnxEnd, OnnxGraph } from '../../backend/onnx/encode-onnx.ts';
import { onnxFloats, onnxIntegers, onnxNode } from '../../backend/onnx/onnx-nodes.ts';
import { TensorProto_DataType, type TensorProto } from '../../storage/generated/onnx_model_pb.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { layerInputs, picturePlace } from '../layer-inputs.ts';
import { layerShapes } from '../layer-shapes.ts';
import { inKerasOrder, onnxLayer } from './onnx-layer.ts';
import { innerName, withoutConstants, type OnnxPart } from './onnx-part.ts';

/** The input that takes the pixels: (batch, height, width, RGB) as uint8. */
export const onnxPixels = 'pixels';

/** Height, width, channels to ONNX's channels, height, width; the batch stays first. */
export const toChannelsFirst = [0, 3, 1, 2];

/**
 * A network with its weights as constants, in ONNX's terms: pixels in, preprocessing inside, the outputs of the
 * layers asked for out under the layers' names, as float32 and in Keras's order (height, width, channels). Layers after
 * the last one asked for are left out; their weights may be missing. `outputs` names layers of the network.
 */
export function onnxGraph(network: NetworkSpec, weights: TensorMap, outputs: readonly string[]): OnnxGraph {
  const turned = 'preprocessing/turned';
  const first = [
    onnxNode('preprocessing/floats', 'Cast', [onnxPixels], { to: TensorProto_DataType.FLOAT }),
    onnxNode(turned, 'Transpose', ['preprocessing/floats'], { perm: toChannelsFirst }),
  ];
  const body = onnxLayers(network, weights, { outputs, picture: onnxPreprocessed });
  const parts = [withoutConstants(first), onnxPreprocessing(network, turned), body];
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    constants: parts.flatMap(({ constants }) => constants),
    inputs: [{ name: onnxPixels, type: TensorProto_DataType.UINT8, shape: pixelShape(network) }],
    outputs: body.ends,
  };
}

/** The layers up to the last output asked for. `picture`: what they take, preprocessed, channels first. */
export function onnxLayers(
  network: NetworkSpec,
  weights: TensorMap,
  { outputs, picture }: { readonly outputs: readonly string[]; readonly picture: string },
): OnnxPart & { readonly ends: readonly OnnxEnd[] } {
  const shapes = layerShapes(network);
  const inputs = layerInputs(network);
  const { layers } = network;
  const parts: OnnxPart[] = [];
  const ends: OnnxEnd[] = [];
  const last = Math.max(...outputs.map((name) => layers.findIndex((layer) => layer.name === name)));
  layers.slice(0, last + 1).forEach((layer, index) => {
    const { inputShapes, outputShape } = shapes[index]!;
    const taken = inputs[index]!.map((place) =>
      place === picturePlace ? picture : innerName(layers[place]!.name),
    );
    parts.push(onnxLayer({ layer, inputs: taken, inputShapes, weights }));
    if (!outputs.includes(layer.name)) return;
    parts.push(withoutConstants(inKerasOrder(layer.name, innerName(layer.name), outputShape)));
    ends.push({ name: layer.name, type: TensorProto_DataType.FLOAT, shape: outputShape });
  });
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    constants: parts.flatMap(({ constants }) => constants),
    ends,
  };
}

/** What `onnxPreprocessing` ends with. */
export const onnxPreprocessed = 'preprocessing/scaled';

/** From RGB levels of the network's size, channels first, to what its first layers take. */
export function onnxPreprocessing(
  network: Pick<NetworkSpec, 'inputShape' | 'preprocessing'>,
  pixels: string,
): OnnxPart {
  const { channelOrder, scale } = network.preprocessing;
  const ordered = orderedChannels(channelOrder, pixels);
  return {
    constants: [
      ...ordered.constants,
      meanConstant(network),
      onnxFloats('preprocessing/scale', [], Float32Array.of(scale)),
    ],
    nodes: [
      ...ordered.nodes,
      onnxNode('preprocessing/centred', 'Sub', [orderedPixels, 'preprocessing/mean']),
      onnxNode(onnxPreprocessed, 'Mul', ['preprocessing/centred', 'preprocessing/scale']),
    ],
  };
}

const orderedPixels = 'preprocessing/ordered';

/** `pixels`: channels first, RGB. The last node is `orderedPixels`. */
function orderedChannels(order: ChannelOrder, pixels: string): OnnxPart {
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

function meanConstant({
  inputShape: [height, width],
  preprocessing,
}: Pick<NetworkSpec, 'inputShape' | 'preprocessing'>): TensorProto {
  const { mean, meanImage } = preprocessing;
  const name = 'preprocessing/mean';
  if (meanImage?.size !== height || meanImage.size !== width)
    return onnxFloats(name, [mean.length, 1, 1], Float32Array.from(mean));
  const pixels = height * width;
  const channelsFirst = meanImage.values.map(
    (_, place) => meanImage.values[(place % pixels) * mean.length + Math.floor(place / pixels)]!,
  );
  return onnxFloats(name, [mean.length, height, width], channelsFirst);
}
