import { create, toBinary } from '@bufbuild/protobuf';
import { isLearnable } from '../../../shared/weight-parts.ts';
import type { VariableParts } from '../../backend/graph/encode-saved-model.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import type { ForwardRun } from '../../models/graph/forward-nodes.ts';
import {
  type CollectionDef,
  CollectionDefSchema,
  DataType,
  SaverDef_CheckpointFormatVersion,
  SaverDefSchema,
  VariableDefSchema,
} from '../../storage/generated/tensorflow_graph_pb.ts';

/** What the weights are stored as. */
export type VariableType = DataType.DT_FLOAT | DataType.DT_HALF;

export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * Weights as variables that are read where they are used, in float32; those in half precision are cast there. Loaders
 * fill them from the checkpoint by the operation that `restoringNodes` writes.
 */
export function variableWeights(
  graph: GraphWriter,
  shapes: ReadonlyMap<string, readonly number[]>,
  type: VariableType,
): ForwardRun['weight'] {
  const float = DataType.DT_FLOAT;
  const values = new Map<string, string>();
  return (layer, part) => {
    const name = `${layer.name}/${part}`;
    const found = values.get(name);
    if (found !== undefined) return found;
    const shape = shapes.get(name);
    if (!shape) throw new Error(`no weights ${name}`);
    const read = writeVariable(graph, { name, shape }, type);
    const value =
      type === float
        ? read
        : graph.add(`${name}/float`, 'Cast', [read], {
            SrcT: attribute.type(type),
            DstT: attribute.type(float),
          });
    values.set(name, value);
    return value;
  };
}

const zeros = (name: string): string => `${name}/initializer`;
const assigned = (name: string): string => `${name}/assign`;
const readNode = (name: string): string => `${name}/value`;

/** The variable under its own name, and zeros as its first value, which Python's loader asks for. Returns its value. */
function writeVariable(graph: GraphWriter, { name, shape }: Variable, type: VariableType): string {
  const dtype = { dtype: attribute.type(type) };
  const handle = graph.add(name, 'VarHandleOp', [], {
    ...dtype,
    shape: attribute.shape(shape),
    container: attribute.string(''),
    shared_name: attribute.string(name),
  });
  const sides = graph.integers(`${zeros(name)}/shape`, shape);
  const zero = graph.add(`${zeros(name)}/zero`, 'Cast', [graph.floats(`${zeros(name)}/float`, [], [0])], {
    SrcT: attribute.type(DataType.DT_FLOAT),
    DstT: attribute.type(type),
  });
  const initial = graph.add(zeros(name), 'Fill', [sides, zero], {
    T: attribute.type(type),
    index_type: attribute.type(DataType.DT_INT32),
  });
  graph.add(assigned(name), 'AssignVariableOp', [handle, initial], dtype);
  return graph.add(readNode(name), 'ReadVariableOp', [handle], dtype);
}

/** Writes the operation that fills the variables from a checkpoint, and says to loaders which one it is. */
export function restoringNodes(
  graph: GraphWriter,
  variables: readonly Variable[],
  type: VariableType,
): VariableParts {
  const names = variables.map(({ name }) => name);
  const prefix = graph.texts('restore/prefix', [], ['variables']);
  const inputs = [
    prefix,
    graph.texts('restore/names', [names.length], names),
    graph.texts(
      'restore/slices',
      [names.length],
      names.map(() => ''),
    ),
  ];
  const restored = graph.add('restore/tensors', 'RestoreV2', inputs, {
    dtypes: attribute.types(names.map(() => type)),
  });
  const assignments = names.map((name, index) => {
    const value = index === 0 ? restored : `${restored}:${index}`;
    return graph.add(`restore/${name}`, 'AssignVariableOp', [name, value], { dtype: attribute.type(type) });
  });
  const all = graph.add(
    'restore/all',
    'NoOp',
    assignments.map((node) => `^${node}`),
  );
  return {
    saverDef: create(SaverDefSchema, {
      filenameTensorName: `${prefix}:0`,
      saveTensorName: `${prefix}:0`,
      restoreOpName: all,
      version: SaverDef_CheckpointFormatVersion.V2,
    }),
    collectionDef: {
      variables: collection(names),
      trainable_variables: collection(names.filter(isLearnable)),
    },
  };
}

function collection(names: readonly string[]): CollectionDef {
  const value = names.map(encodeDefinition);
  return create(CollectionDefSchema, { kind: { case: 'bytesList', value: { value } } });
}

function encodeDefinition(name: string): Uint8Array {
  const definition = create(VariableDefSchema, {
    variableName: `${name}:0`,
    initializerName: assigned(name),
    initialValueName: `${zeros(name)}:0`,
    snapshotName: `${readNode(name)}:0`,
    isResource: true,
    trainable: isLearnable(name),
  });
  return toBinary(VariableDefSchema, definition);
}
