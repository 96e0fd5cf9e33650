import type { Activation } from '../../../shared/network.ts';
import { onnxFloats, onnxNode, type OnnxAttributes } from '../../backend/onnx/onnx-nodes.ts';
import type { OnnxPart } from './onnx-part.ts';

/** Softmax goes over the channels, the second axis in ONNX's order and of flat values alike. */
const operators: Readonly<
  Record<Activation, { readonly operator: string; readonly attributes: OnnxAttributes }>
> = {
  linear: { operator: 'Identity', attributes: {} },
  relu: { operator: 'Relu', attributes: {} },
  relu6: { operator: 'Clip', attributes: {} },
  sigmoid: { operator: 'Sigmoid', attributes: {} },
  softmax: { operator: 'Softmax', attributes: { axis: 1 } },
};

/** `layer` names the constants that the operator needs. */
export function onnxActivation(
  layer: string,
  activation: Activation,
  input: string,
  output: string,
): OnnxPart {
  const { operator, attributes } = operators[activation];
  const bounds = activation === 'relu6' ? [`${layer}/least`, `${layer}/most`] : [];
  return {
    constants: bounds.map((name, index) => onnxFloats(name, [], Float32Array.of(index * 6))),
    nodes: [onnxNode(output, operator, [input, ...bounds], attributes)],
  };
}
