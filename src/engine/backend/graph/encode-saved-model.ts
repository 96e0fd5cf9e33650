import { create, toBinary } from '@bufbuild/protobuf';
import {
  GraphDefSchema,
  MetaGraphDefSchema,
  SavedModelSchema,
  SignatureDefSchema,
  TensorInfoSchema,
  type DataType,
  type MetaGraphDef,
  type NodeDef,
  type SignatureDef,
  type TensorInfo,
} from '../../storage/generated/tensorflow_graph_pb.ts';
import { tensorShape } from './graph-nodes.ts';

/** A value that goes into a graph or comes out of it. */
export interface GraphEnd {
  /** The node's name; its first output is meant. */
  readonly node: string;
  /** What a signature calls it; without it: as the node. */
  readonly key?: string;
  readonly type: DataType;
  /** -1 for the batch. */
  readonly shape: readonly number[];
}

export interface Graph {
  readonly nodes: readonly NodeDef[];
  readonly inputs: readonly GraphEnd[];
  readonly outputs: readonly GraphEnd[];
}

/** Version of the GraphDef format that the ops are used in: TensorFlow 2.16's, which every later one reads. */
export const graphProducer = 1882;

/** What a SavedModel says of variables whose values lie in a checkpoint beside it. */
export type VariableParts = Pick<MetaGraphDef, 'saverDef' | 'collectionDef'>;

/**
 * The bytes of `saved_model.pb` for a graph, under the tag `serve` and the signature `serving_default`. `variables`:
 * where it has such. Source: tensorflow/core/protobuf/saved_model.proto.
 */
export function encodeSavedModel(graph: Graph, variables?: VariableParts): Uint8Array {
  const metaGraph = create(MetaGraphDefSchema, {
    metaInfoDef: { tags: ['serve'] },
    graphDef: create(GraphDefSchema, { node: [...graph.nodes], versions: { producer: graphProducer } }),
    signatureDef: { serving_default: graphSignature(graph) },
    ...variables,
  });
  return toBinary(
    SavedModelSchema,
    create(SavedModelSchema, { savedModelSchemaVersion: 1n, metaGraphs: [metaGraph] }),
  );
}

/** What goes into a graph and comes out of it, by name. */
export function graphSignature({ inputs, outputs }: Omit<Graph, 'nodes'>): SignatureDef {
  return create(SignatureDefSchema, {
    inputs: tensorInfos(inputs),
    outputs: tensorInfos(outputs),
    methodName: 'tensorflow/serving/predict',
  });
}

function tensorInfos(ends: readonly GraphEnd[]): Record<string, TensorInfo> {
  return Object.fromEntries(
    ends.map(({ node, key = node, type, shape }) => [
      key,
      create(TensorInfoSchema, { name: `${node}:0`, dtype: type, tensorShape: tensorShape(shape) }),
    ]),
  );
}
