import { assertNever } from '../../../shared/assert-never.ts';
import type { LayerSpec } from '../../../shared/network.ts';
import { onnxFloats, onnxIntegers, onnxNode } from '../../backend/onnx/onnx-nodes.ts';
import type { NodeProto } from '../../storage/generated/onnx_model_pb.ts';
import { onnxActivation } from './onnx-activation.ts';
import { onnxPool, onnxWeighted } from './onnx-convolution.ts';
import { innerName, weightOf, withoutConstants, type OnnxPart, type OnnxPlace } from './onnx-part.ts';

const toChannelsLast = [0, 2, 3, 1];

/** A layer in ONNX's operators. Source: https://onnx.ai/onnx/operators. */
export function onnxLayer(place: OnnxPlace): OnnxPart {
  const { layer, inputs, inputShapes } = place;
  const output = innerName(layer.name);
  const input = inputs[0]!;
  switch (layer.kind) {
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'separableConv2d':
    case 'dense':
      return onnxWeighted({ ...place, layer });
    case 'maxPool2d':
    case 'averagePool2d':
      return withoutConstants([onnxPool(layer, input, inputShapes[0]!)]);
    case 'globalAveragePool2d': {
      const mean = `${layer.name}/mean`;
      return withoutConstants([
        onnxNode(mean, 'GlobalAveragePool', [input]),
        onnxNode(output, 'Flatten', [mean], { axis: 1 }),
      ]);
    }
    case 'zeroPadding2d': {
      const [[top, bottom], [left, right]] = layer.padding;
      const pads = `${layer.name}/pads`;
      return {
        constants: [onnxIntegers(pads, [0, 0, top, left, 0, 0, bottom, right])],
        nodes: [onnxNode(output, 'Pad', [input, pads])],
      };
    }
    case 'batchNorm':
      return batchNorm({ ...place, layer });
    case 'localResponseNormalization': {
      const size = 2 * layer.depthRadius + 1;
      // ONNX divides alpha by the number of channels in the sum.
      const attributes = {
        size,
        alpha: { float: layer.alpha * size },
        beta: { float: layer.beta },
        bias: { float: layer.bias },
      };
      return withoutConstants([onnxNode(output, 'LRN', [input], attributes)]);
    }
    case 'activation':
      return onnxActivation(layer.name, layer.activation, input, output);
    case 'add':
      return withoutConstants([onnxNode(output, 'Sum', inputs)]);
    case 'concatenate':
      return withoutConstants([onnxNode(output, 'Concat', inputs, { axis: 1 })]);
    case 'flatten': {
      const inOrder = `${layer.name}/channels_last`;
      const nodes = inKerasOrder(inOrder, input, inputShapes[0]!);
      return withoutConstants([...nodes, onnxNode(output, 'Flatten', [inOrder], { axis: 1 })]);
    }
    case 'dropout':
      return withoutConstants([onnxNode(output, 'Identity', [input])]);
    default:
      return assertNever(layer);
  }
}

/** The values in Keras's order; flat ones are in order already. */
export function inKerasOrder(output: string, input: string, shape: readonly number[]): NodeProto[] {
  return shape.length === 3
    ? [onnxNode(output, 'Transpose', [input], { perm: toChannelsLast })]
    : [onnxNode(output, 'Identity', [input])];
}

function batchNorm({
  layer,
  inputs,
  weights,
}: OnnxPlace<Extract<LayerSpec, { kind: 'batchNorm' }>>): OnnxPart {
  const { name, epsilon } = layer;
  const mean = weightOf(weights, `${name}/moving_mean`);
  const ones = { shape: mean.shape, values: new Float32Array(mean.values.length).fill(1) };
  const named = {
    gamma: layer.scale === false ? ones : weightOf(weights, `${name}/gamma`),
    beta: weightOf(weights, `${name}/beta`),
    moving_mean: mean,
    moving_variance: weightOf(weights, `${name}/moving_variance`),
  };
  const constants = Object.entries(named).map(([part, { shape, values }]) =>
    onnxFloats(`${name}/${part}`, shape, values),
  );
  const taken = [inputs[0]!, ...constants.map((constant) => constant.name)];
  return {
    constants,
    nodes: [onnxNode(innerName(name), 'BatchNormalization', taken, { epsilon: { float: epsilon } })],
  };
}
