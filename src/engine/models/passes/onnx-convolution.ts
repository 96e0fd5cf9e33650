import { assertNever } from '../../../shared/assert-never.ts';
import type {
  AveragePool2dSpec,
  Conv2dSpec,
  DenseSpec,
  DepthwiseConv2dSpec,
  MaxPool2dSpec,
  Padding,
  SeparableConv2dSpec,
} from '../../../shared/network.ts';
import { onnxNode, type OnnxAttributes } from '../../backend/onnx/onnx-nodes.ts';
import type { NodeProto } from '../../storage/generated/onnx_model_pb.ts';
import { samePadding } from '../output-shape.ts';
import { onnxActivation } from './onnx-activation.ts';
import { innerName, weightConstant, type OnnxPart, type OnnxPlace } from './onnx-part.ts';

type Weighted = Conv2dSpec | DepthwiseConv2dSpec | SeparableConv2dSpec | DenseSpec;

/** A convolution or matrix product with its bias, where it has one, and its activation. */
export function onnxWeighted(place: OnnxPlace<Weighted>): OnnxPart {
  const { layer } = place;
  const hasBias = layer.kind === 'dense' || layer.useBias !== false;
  const bias = hasBias ? [weightConstant(place, 'bias')] : [];
  const biased = `${layer.name}/biased`;
  const product = productPart(
    place,
    biased,
    bias.map(({ name }) => name),
  );
  const activated = onnxActivation(layer.name, layer.activation, biased, innerName(layer.name));
  return {
    constants: [...product.constants, ...bias, ...activated.constants],
    nodes: [...product.nodes, ...activated.nodes],
  };
}

function productPart(place: OnnxPlace<Weighted>, output: string, bias: readonly string[]): OnnxPart {
  const { layer, inputs, inputShapes } = place;
  const shape = inputShapes[0]!;
  const input = inputs[0]!;
  switch (layer.kind) {
    case 'dense': {
      const kernel = weightConstant(place, 'kernel');
      return { constants: [kernel], nodes: [onnxNode(output, 'Gemm', [input, kernel.name, ...bias])] };
    }
    case 'conv2d': {
      const kernel = weightConstant(place, 'kernel');
      const attributes = { ...convolutionAttributes(layer, shape), group: layer.groups ?? 1 };
      return {
        constants: [kernel],
        nodes: [onnxNode(output, 'Conv', [input, kernel.name, ...bias], attributes)],
      };
    }
    case 'depthwiseConv2d':
      return byChannel({ ...place, layer }, output, bias);
    case 'separableConv2d': {
      const each = byChannel({ ...place, layer }, `${layer.name}/depthwise`, []);
      const kernel = weightConstant(place, 'pointwise_kernel');
      const inputs = [`${layer.name}/depthwise`, kernel.name, ...bias];
      return {
        constants: [...each.constants, kernel],
        nodes: [...each.nodes, onnxNode(output, 'Conv', inputs, { kernel_shape: [1, 1] })],
      };
    }
    default:
      return assertNever(layer);
  }
}

function byChannel(
  place: OnnxPlace<DepthwiseConv2dSpec | SeparableConv2dSpec>,
  output: string,
  bias: readonly string[],
): OnnxPart {
  const { layer, inputs, inputShapes } = place;
  const kernel = weightConstant(place, 'depthwise_kernel');
  const shape = inputShapes[0]!;
  const attributes = { ...convolutionAttributes(layer, shape), group: shape.at(-1)! };
  return {
    constants: [kernel],
    nodes: [onnxNode(output, 'Conv', [inputs[0]!, kernel.name, ...bias], attributes)],
  };
}

export function onnxPool(
  layer: MaxPool2dSpec | AveragePool2dSpec,
  input: string,
  inputShape: readonly number[],
): NodeProto {
  const operator = layer.kind === 'maxPool2d' ? 'MaxPool' : 'AveragePool';
  return onnxNode(innerName(layer.name), operator, [input], {
    kernel_shape: layer.poolSize,
    ...windowAttributes(layer.poolSize, layer, inputShape),
  });
}

interface Window {
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

function convolutionAttributes(
  layer: Window & { readonly kernelSize: readonly [number, number] },
  inputShape: readonly number[],
): OnnxAttributes {
  return { kernel_shape: layer.kernelSize, ...windowAttributes(layer.kernelSize, layer, inputShape) };
}

/** Strides and padding; where the padding is uneven, Keras puts the larger part at the bottom and right. */
function windowAttributes(
  window: readonly [number, number],
  { strides, padding }: Window,
  [height = 0, width = 0]: readonly number[],
): OnnxAttributes {
  const [vertical, horizontal] = [
    samePadding(height, window[0], strides[0]),
    samePadding(width, window[1], strides[1]),
  ];
  const [top, left] = [Math.floor(vertical / 2), Math.floor(horizontal / 2)];
  const pads = padding === 'same' ? [top, left, vertical - top, horizontal - left] : [0, 0, 0, 0];
  return { strides, pads };
}
