import type { LayerSpec } from '../../../shared/network.ts';
import type { WeightPart } from '../../../shared/weight-parts.ts';
import { onnxFloats } from '../../backend/onnx/onnx-nodes.ts';
import type { NodeProto, TensorProto } from '../../storage/generated/onnx_model_pb.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { toOnnxOrder, toOnnxShape } from '../weights/kernel-order.ts';

/** What one layer adds. The last node gives the layer's output, channels first, under the name `innerName(layer)`. */
export interface OnnxPart {
  readonly nodes: readonly NodeProto[];
  readonly constants: readonly TensorProto[];
}

/** A layer at its place: the names of what it takes, channels first, and their shapes in Keras's order. */
export interface OnnxPlace<Spec extends LayerSpec = LayerSpec> {
  readonly layer: Spec;
  readonly inputs: readonly string[];
  readonly inputShapes: readonly (readonly number[])[];
  readonly weights: TensorMap;
}

/** A layer's output between the layers; its own name is for what comes out of the graph. */
export function innerName(layer: string): string {
  return `${layer}/inner`;
}

export function withoutConstants(nodes: readonly NodeProto[]): OnnxPart {
  return { nodes, constants: [] };
}

/** A layer's weight as a constant `LAYER/PART`, kernels in ONNX's order. */
export function weightConstant({ layer, weights }: OnnxPlace, part: WeightPart): TensorProto {
  const name = `${layer.name}/${part}`;
  const { shape, values } = weightOf(weights, name);
  if (shape.length !== 4) return onnxFloats(name, shape, values);
  // Filters of one channel have the channels where others have what comes in; ONNX has them as outputs in groups of 1.
  const own = part === 'depthwise_kernel' ? [shape[0]!, shape[1]!, 1, shape[2]!] : shape;
  return onnxFloats(name, toOnnxShape(own), toOnnxOrder(values, own));
}

export function weightOf(weights: TensorMap, name: string): HostTensor {
  const tensor = weights.get(name);
  if (!tensor) throw new Error(`no weights ${name}`);
  return tensor;
}
