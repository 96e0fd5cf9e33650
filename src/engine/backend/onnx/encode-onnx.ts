import { create, toBinary } from '@bufbuild/protobuf';
import { thawVersion } from '../../../shared/version.ts';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  StringStringEntryProtoSchema,
  ValueInfoProtoSchema,
  type NodeProto,
  type TensorProto,
  type TensorProto_DataType,
  type ValueInfoProto,
} from '../../storage/generated/onnx_model_pb.ts';

/** A value that goes into a graph or comes out of it. */
export interface OnnxEnd {
  readonly name: string;
  readonly type: TensorProto_DataType;
  /** Without the batch, which comes first and may have any size; a name stands for any size, too. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxGraph {
  /** In the order in which they can run. */
  readonly nodes: readonly NodeProto[];
  readonly constants: readonly TensorProto[];
  readonly inputs: readonly OnnxEnd[];
  readonly outputs: readonly OnnxEnd[];
}

/**
 * The operator set that the operators are used in, and the version of the file format that came with it (ONNX 1.12,
 * 2022): new enough for all that networks here need, old enough for every runtime in use. Source:
 * https://github.com/onnx/onnx/blob/main/docs/Versioning.md.
 */
export const onnxOperatorSet = 17;
const formatVersion = 8;

/** What a file for others says beside the graph. */
export interface OnnxFileFacts {
  readonly operatorSet: number;
  /** What programs can ask the model for. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of a .onnx file. */
export function encodeOnnx(
  graph: OnnxGraph,
  { operatorSet, metadata }: OnnxFileFacts = { operatorSet: onnxOperatorSet, metadata: {} },
): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(formatVersion),
    producerName: 'Thaw',
    producerVersion: thawVersion,
    opsetImport: [{ version: BigInt(operatorSet) }],
    metadataProps: Object.entries(metadata).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value }),
    ),
    graph: create(GraphProtoSchema, {
      name: 'network',
      node: [...graph.nodes],
      initializer: [...graph.constants],
      input: graph.inputs.map(valueInfo),
      output: graph.outputs.map(valueInfo),
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

function valueInfo({ name, type, shape }: OnnxEnd): ValueInfoProto {
  return create(ValueInfoProtoSchema, {
    name,
    type: {
      value: {
        case: 'tensorType',
        value: {
          elemType: type,
          shape: {
            dim: [
              { value: { case: 'dimParam', value: 'batch' } },
              ...shape.map((side) => ({
                value:
                  typeof side === 'string'
                    ? ({ case: 'dimParam', value: side } as const)
                    : ({ case: 'dimValue', value: BigInt(side) } as const),
              })),
            ],
          },
        },
      },
    },
  });
}
