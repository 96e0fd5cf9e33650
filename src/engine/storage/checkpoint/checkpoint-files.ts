import type { DataType } from '../generated/tensorflow_graph_pb.ts';

/**
 * TensorFlow's checkpoint of variables: the tensors' bytes one after the other in one data file, and an index that
 * says where each lies. Source: tensorflow/core/util/tensor_bundle.
 */

/** What both files of a checkpoint begin with, such as `variables/variables`. */
export type CheckpointPrefix = string;

export function indexFile(prefix: CheckpointPrefix): string {
  return `${prefix}.index`;
}

export function dataFile(prefix: CheckpointPrefix): string {
  return `${prefix}.data-00000-of-00001`;
}

/** A tensor as it lies in the data file: row-major, little-endian. */
export interface CheckpointTensor {
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}
