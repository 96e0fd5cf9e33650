import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import {
  ModelProtoSchema,
  TensorProto_DataType,
  type GraphProto,
  type TensorProto,
} from '../../storage/generated/onnx_model_pb.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import type { WeightShape } from '../base-networks.ts';
import { toKerasOrder, toOnnxShape } from './kernel-order.ts';

const float32: number = TensorProto_DataType.FLOAT;

/**
 * Reads the weights of a base from an ONNX file: the graph's convolutions, in order, are taken for the base's.
 * Their kernels (out, in, height, width) are turned to height, width, in, out.
 * Throws `weights-file-invalid`, `weights-layer-missing`.
 */
export async function readOnnx(file: string, wanted: readonly WeightShape[]): Promise<TensorMap> {
  const content = await readFile(file).catch((error: unknown) => {
    throw asStorageError(error, file, 'read');
  });
  const graph = parse(content, file);
  const initialisers = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const convolutions = graph.node.filter((node) => node.opType === 'Conv');
  const layers = [...new Set(wanted.map((weight) => weight.layer))];
  const tensors = new Map<string, HostTensor>();
  for (const weight of wanted) {
    const inputs = convolutions[layers.indexOf(weight.layer)]?.input;
    const tensor = initialisers.get(inputs?.[weight.part === 'kernel' ? 1 : 2] ?? '');
    const expected = weight.part === 'kernel' ? toOnnxShape(weight.shape) : weight.shape;
    if (!tensor || !sameShape(tensor.dims, expected)) {
      throw new ThawError('weights-layer-missing', { file, layer: weight.name });
    }
    const values = floatsOf(tensor, file);
    tensors.set(weight.name, {
      shape: weight.shape,
      values: weight.part === 'kernel' ? toKerasOrder(values, weight.shape) : values,
    });
  }
  return tensors;
}

function parse(content: Uint8Array, file: string): GraphProto {
  try {
    const { graph } = fromBinary(ModelProtoSchema, content);
    if (graph) return graph;
  } catch (cause) {
    throw new ThawError('weights-file-invalid', { file, detail: String(cause) }, { cause });
  }
  throw new ThawError('weights-file-invalid', { file, detail: 'no graph' });
}

function floatsOf(tensor: TensorProto, file: string): Float32Array {
  const count = tensor.dims.reduce((product, side) => product * Number(side), 1);
  const isFloat32 = tensor.dataType === float32;
  if (isFloat32 && tensor.rawData.length === 4 * count) {
    return new Float32Array(new Uint8Array(tensor.rawData).buffer);
  }
  if (isFloat32 && tensor.floatData.length === count) return Float32Array.from(tensor.floatData);
  const detail = `${tensor.name}: type ${tensor.dataType}, ${tensor.rawData.length} bytes`;
  throw new ThawError('weights-file-invalid', { file, detail });
}

function sameShape(found: readonly bigint[], wanted: readonly number[]): boolean {
  return found.length === wanted.length && found.every((side, index) => Number(side) === wanted[index]);
}
