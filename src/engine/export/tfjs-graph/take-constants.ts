import { create } from '@bufbuild/protobuf';
import { attribute, node } from '../../backend/graph/graph-nodes.ts';
import {
  AttrValueSchema,
  DataType,
  TensorProtoSchema,
  type NodeDef,
  type TensorProto,
} from '../../storage/generated/tensorflow_graph_pb.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { storedFloats, type StoredWeight } from '../tfjs/stored-weights.ts';

/**
 * Constants as TensorFlow.js has them: the graph keeps their names and shapes, their values lie with the weights.
 * `type`: of the trained weights; other constants stay as they are.
 */
export function takeConstants(
  nodes: readonly NodeDef[],
  trained: TensorMap,
  type: 'float32' | 'float16',
): { readonly nodes: readonly NodeDef[]; readonly weights: readonly StoredWeight[] } {
  const weights: StoredWeight[] = [];
  const kept = nodes.map((whole) => {
    const value = whole.op === 'Const' ? whole.attr.value?.value : undefined;
    if (value?.case !== 'tensor') return withDilations(whole);
    const tensor = trained.get(whole.name);
    weights.push(tensor ? storedFloats(whole.name, tensor, type) : storedConstant(whole.name, value.value));
    return withoutContent(whole.name, value.value);
  });
  return { nodes: kept, weights };
}

/** TensorFlow takes what is not said of a convolution as 1; TensorFlow.js wants to be told. */
function withDilations(whole: NodeDef): NodeDef {
  if (whole.op !== 'Conv2D' && whole.op !== 'DepthwiseConv2dNative') return whole;
  return { ...whole, attr: { ...whole.attr, dilations: attribute.integers([1, 1, 1, 1]) } };
}

function storedConstant(name: string, { dtype, tensorShape, tensorContent }: TensorProto): StoredWeight {
  if (dtype !== DataType.DT_FLOAT && dtype !== DataType.DT_INT32)
    throw new Error(`constant ${name} of type ${DataType[dtype]}`);
  const shape = (tensorShape?.dim ?? []).map(({ size }) => Number(size));
  return {
    entry: { name, shape, dtype: dtype === DataType.DT_FLOAT ? 'float32' : 'int32' },
    byteLength: tensorContent.length,
    read: () => tensorContent,
  };
}

function withoutContent(name: string, { dtype, tensorShape }: TensorProto): NodeDef {
  const empty = create(TensorProtoSchema, { dtype, ...(tensorShape ? { tensorShape } : {}) });
  return node(name, 'Const', [], {
    dtype: attribute.type(dtype),
    value: create(AttrValueSchema, { value: { case: 'tensor', value: empty } }),
  });
}
