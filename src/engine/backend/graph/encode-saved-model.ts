import { create, toBinary } from '@bufbuild/protobuf';
import {
  GraphDefSchema,
  MetaGraphDefSchema,
  SavedModelSchema,
  SignatureDefSchema,
  TensorInfoSchema,
  type DataType,
  type NodeDef,
  type TensorInfo,
} from '../../storage/generated/tensorflow_graph_pb.ts';
import { tensorShape } from './graph-nodes.ts';

/** A value that goes into a graph or comes out of it. */
export interface GraphEnd {
  /** The node's name; its first output is meant. */
  readonly node: string;
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

/**
 * The bytes of `saved_model.pb` for a graph without variables, under the tag `serve` and the signature
 * `serving_default`. Source: tensorflow/core/protobuf/saved_model.proto.
 */
export function encodeSavedModel(graph: Graph): Uint8Array {
  const signature = create(SignatureDefSchema, {
    inputs: tensorInfos(graph.inputs),
    outputs: tensorInfos(graph.outputs),
    methodName: 'tensorflow/serving/predict',
  });
  const metaGraph = create(MetaGraphDefSchema, {
    metaInfoDef: { tags: ['serve'] },
    graphDef: create(GraphDefSchema, { node: [...graph.nodes], versions: { producer: graphProducer } }),
    signatureDef: { serving_default: signature },
  });
  return toBinary(
    SavedModelSchema,
    create(SavedModelSchema, { savedModelSchemaVersion: 1n, metaGraphs: [metaGraph] }),
  );
}

function tensorInfos(ends: readonly GraphEnd[]): Record<string, TensorInfo> {
  return Object.fromEntries(
    ends.map(({ node, type, shape }) => [
      node,
      create(TensorInfoSchema, { name: `${node}:0`, dtype: type, tensorShape: tensorShape(shape) }),
    ]),
  );
}
