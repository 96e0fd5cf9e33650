import { create } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
} from '../../storage/generated/onnx_model_pb.ts';

import { toFloat16Words } from '../../features/float16.ts';

/**
 * The nodes of an ONNX graph. Operators and their attributes are those of ONNX's operator set
 * (https://onnx.ai/onnx/operators); encode-onnx.ts turns them into a file.
 */

/** Attributes of an operator: whole numbers, lists of them, words, and floats. */
export type OnnxAttributes = Readonly<Record<string, number | string | readonly number[] | OnnxFloat>>;

/** A number that ONNX keeps as a float, even where it is whole. */
export interface OnnxFloat {
  readonly float: number;
}

/** One node with one output, which gives the node its name. `inputs`: outputs of other nodes, constants, inputs. */
export function onnxNode(
  output: string,
  operator: string,
  inputs: readonly string[],
  attributes: OnnxAttributes = {},
): NodeProto {
  return create(NodeProtoSchema, {
    name: output,
    opType: operator,
    input: [...inputs],
    output: [output],
    attribute: Object.entries(attributes).map(([name, value]) => attributeOf(name, value)),
  });
}

/** A constant of numbers; the values are not copied. */
export function onnxFloats(name: string, dims: readonly number[], values: Float32Array): TensorProto {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return constant(name, dims, TensorProto_DataType.FLOAT, bytes);
}

/** The same in half precision; the values are rounded. */
export function onnxHalves(name: string, dims: readonly number[], values: Float32Array): TensorProto {
  const words = toFloat16Words(values);
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  return constant(name, dims, TensorProto_DataType.FLOAT16, bytes);
}

/** A list of whole numbers, such as indices. */
export function onnxIntegers(name: string, values: readonly number[]): TensorProto {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return constant(name, [values.length], TensorProto_DataType.INT64, bytes);
}

function constant(
  name: string,
  dims: readonly number[],
  dataType: TensorProto_DataType,
  rawData: Uint8Array,
): TensorProto {
  return create(TensorProtoSchema, { name, dims: dims.map(BigInt), dataType, rawData });
}

function attributeOf(name: string, value: OnnxAttributes[string]): AttributeProto {
  if (typeof value === 'number')
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) });
  if (typeof value === 'string') {
    const s = new TextEncoder().encode(value);
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s });
  }
  if ('float' in value)
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value.float });
  return create(AttributeProtoSchema, {
    name,
    type: AttributeProto_AttributeType.INTS,
    ints: value.map(BigInt),
  });
}
