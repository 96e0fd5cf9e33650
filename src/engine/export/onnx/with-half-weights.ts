import type { OnnxGraph } from '../../backend/onnx/encode-onnx.ts';
import { onnxHalves, onnxNode } from '../../backend/onnx/onnx-nodes.ts';
import {
  TensorProto_DataType,
  type NodeProto,
  type TensorProto,
} from '../../storage/generated/onnx_model_pb.ts';

/**
 * The graph with its weights kept as float16 and cast to float32 before they are used: half the file, and all that is
 * computed stays float32. A runtime casts once, when it opens the file. `isWeight`: by a constant's name.
 */
export function withHalfWeights(graph: OnnxGraph, isWeight: (name: string) => boolean): OnnxGraph {
  const casts: NodeProto[] = [];
  const constants = graph.constants.map((constant): TensorProto => {
    const { name, dims, rawData, dataType } = constant;
    if (!isWeight(name) || dataType !== (TensorProto_DataType.FLOAT as number)) return constant;
    casts.push(onnxNode(name, 'Cast', [`${name}/half`], { to: TensorProto_DataType.FLOAT }));
    const values = new Float32Array(rawData.buffer, rawData.byteOffset, rawData.byteLength / 4);
    return onnxHalves(`${name}/half`, dims.map(Number), values);
  });
  return { ...graph, nodes: [...casts, ...graph.nodes], constants };
}
