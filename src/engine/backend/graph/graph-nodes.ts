import { create } from '@bufbuild/protobuf';
import {
  AttrValue_ListValueSchema,
  AttrValueSchema,
  DataType,
  NodeDefSchema,
  TensorProtoSchema,
  TensorShapeProtoSchema,
  type AttrValue,
  type NodeDef,
  type TensorShapeProto,
} from '../../storage/generated/tensorflow_graph_pb.ts';

/**
 * The nodes of a TensorFlow graph. Attributes and their meaning are those of TensorFlow's op definitions
 * (tensorflow/core/ops); encode-saved-model.ts turns a list of nodes into a file.
 */

const text = new TextEncoder();

/** Values of attributes, by the kind that the op's definition asks for. */
export const attribute = {
  type: (type: DataType): AttrValue => create(AttrValueSchema, { value: { case: 'type', value: type } }),
  bool: (value: boolean): AttrValue => create(AttrValueSchema, { value: { case: 'b', value } }),
  integer: (value: number): AttrValue =>
    create(AttrValueSchema, { value: { case: 'i', value: BigInt(value) } }),
  number: (value: number): AttrValue => create(AttrValueSchema, { value: { case: 'f', value } }),
  string: (value: string): AttrValue =>
    create(AttrValueSchema, { value: { case: 's', value: text.encode(value) } }),
  types: (types: readonly DataType[]): AttrValue =>
    create(AttrValueSchema, {
      value: { case: 'list', value: create(AttrValue_ListValueSchema, { type: [...types] }) },
    }),
  integers: (values: readonly number[]): AttrValue =>
    create(AttrValueSchema, {
      value: { case: 'list', value: create(AttrValue_ListValueSchema, { i: values.map(BigInt) }) },
    }),
  /** -1 for a side that is known only when the graph runs. */
  shape: (shape: readonly number[]): AttrValue =>
    create(AttrValueSchema, { value: { case: 'shape', value: tensorShape(shape) } }),
} as const;

/** One node. `inputs`: names of other nodes, `name:1` for a further output, `^name` for a control input. */
export function node(
  name: string,
  op: string,
  inputs: readonly string[],
  attributes: Readonly<Record<string, AttrValue>>,
): NodeDef {
  return create(NodeDefSchema, { name, op, input: [...inputs], attr: { ...attributes } });
}

/** What is fed: a value of this type and shape. */
export function placeholder(name: string, type: DataType, shape: readonly number[]): NodeDef {
  return node(name, 'Placeholder', [], { dtype: attribute.type(type), shape: attribute.shape(shape) });
}

/** A constant; `content` holds the values row-major and little-endian, and is not copied. */
export function constant(
  name: string,
  type: DataType,
  shape: readonly number[],
  content: Uint8Array,
): NodeDef {
  const value = create(TensorProtoSchema, {
    dtype: type,
    tensorShape: tensorShape(shape),
    tensorContent: content,
  });
  return node(name, 'Const', [], {
    dtype: attribute.type(type),
    value: create(AttrValueSchema, { value: { case: 'tensor', value } }),
  });
}

/** A constant of numbers, turned into the type asked for. */
export function numbers(
  name: string,
  type: DataType.DT_FLOAT | DataType.DT_BFLOAT16 | DataType.DT_INT32,
  shape: readonly number[],
  values: Float32Array | readonly number[],
): NodeDef {
  return constant(name, type, shape, encodeNumbers(type, values));
}

/** A constant of texts. */
export function texts(name: string, shape: readonly number[], values: readonly string[]): NodeDef {
  const value = create(TensorProtoSchema, {
    dtype: DataType.DT_STRING,
    tensorShape: tensorShape(shape),
    stringVal: values.map((one) => text.encode(one)),
  });
  return node(name, 'Const', [], {
    dtype: attribute.type(DataType.DT_STRING),
    value: create(AttrValueSchema, { value: { case: 'tensor', value } }),
  });
}

export function tensorShape(shape: readonly number[]): TensorShapeProto {
  return create(TensorShapeProtoSchema, { dim: shape.map((size) => ({ size: BigInt(size) })) });
}

function encodeNumbers(type: DataType, values: Float32Array | readonly number[]): Uint8Array {
  if (type === DataType.DT_INT32) return new Uint8Array(Int32Array.from(values).buffer);
  const floats = values instanceof Float32Array ? values : Float32Array.from(values);
  if (type === DataType.DT_FLOAT) return new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
  return new Uint8Array(toBfloat16(floats).buffer);
}

/**
 * The upper half of each float32, rounded to the nearest, ties to even: the words of bfloat16. Infinities stay;
 * weights hold no NaN.
 */
export function toBfloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const rounded = new Uint16Array(words.length);
  // A loop: Uint16Array.from with a function takes seconds for a network's 15 million weights.
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    rounded[index] = (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
  return rounded;
}
