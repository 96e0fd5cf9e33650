import { DataType, type AttrValue, type NodeDef } from '../../storage/generated/tensorflow_graph_pb.ts';
import { attribute, node, numbers, placeholder, texts } from './graph-nodes.ts';

/** What layers and their gradients are computed in. */
export type FloatType = DataType.DT_FLOAT | DataType.DT_BFLOAT16;

/** A float value inside a graph. */
export interface GraphValue {
  /** Node whose first output it is. */
  readonly node: string;
  readonly type: FloatType;
}

/**
 * Collects the nodes of a graph in the order in which they are added. Every operation returns the name of its node.
 * Names are paths such as `training/block5_conv1/product`: TensorFlow's errors then say which layer they are about.
 */
export interface GraphWriter {
  readonly nodes: readonly NodeDef[];
  /** `inputs`: names of nodes, `name:1` for a further output, `^name` for what must have run before. */
  add(
    name: string,
    op: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, AttrValue>>,
  ): string;
  /** An operation on floats of one type, its attribute T. */
  addFloat(
    name: string,
    op: string,
    inputs: readonly string[],
    type: FloatType,
    attributes?: Readonly<Record<string, AttrValue>>,
  ): string;
  /** An operation on whole numbers, its attribute T int32. */
  addInteger(
    name: string,
    op: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, AttrValue>>,
  ): string;
  placeholder(name: string, type: DataType, shape: readonly number[]): string;
  floats(
    name: string,
    shape: readonly number[],
    values: Float32Array | readonly number[],
    type?: FloatType,
  ): string;
  integers(name: string, values: readonly number[]): string;
  /** `shape`: [] for one text. */
  texts(name: string, shape: readonly number[], values: readonly string[]): string;
  /** A whole number without axes. */
  scalar(name: string, value: number): string;
  /** The value in this type; the value itself where it has it already. */
  cast(name: string, value: GraphValue, type: FloatType): GraphValue;
  reshape(name: string, value: GraphValue, shape: readonly number[]): GraphValue;
}

export function createGraphWriter(): GraphWriter {
  const nodes: NodeDef[] = [];
  const keep = (made: NodeDef): string => {
    nodes.push(made);
    return made.name;
  };
  const writer: GraphWriter = {
    nodes,
    add: (name, op, inputs, attributes = {}) => keep(node(name, op, inputs, attributes)),
    addFloat: (name, op, inputs, type, attributes = {}) =>
      keep(node(name, op, inputs, { T: attribute.type(type), ...attributes })),
    addInteger: (name, op, inputs, attributes = {}) =>
      keep(node(name, op, inputs, { T: attribute.type(DataType.DT_INT32), ...attributes })),
    placeholder: (name, type, shape) => keep(placeholder(name, type, shape)),
    floats: (name, shape, values, type = DataType.DT_FLOAT) => keep(numbers(name, type, shape, values)),
    integers: (name, values) => keep(numbers(name, DataType.DT_INT32, [values.length], values)),
    texts: (name, shape, values) => keep(texts(name, shape, values)),
    scalar: (name, value) => keep(numbers(name, DataType.DT_INT32, [], [value])),
    cast: (name, value, type) =>
      value.type === type
        ? value
        : {
            node: writer.add(name, 'Cast', [value.node], {
              SrcT: attribute.type(value.type),
              DstT: attribute.type(type),
            }),
            type,
          },
    reshape: (name, value, shape) => ({
      node: writer.addFloat(
        name,
        'Reshape',
        [value.node, writer.integers(`${name}/shape`, shape)],
        value.type,
        { Tshape: attribute.type(DataType.DT_INT32) },
      ),
      type: value.type,
    }),
  };
  return writer;
}
