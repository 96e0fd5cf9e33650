import { open } from 'node:fs/promises';
import { create, toBinary } from '@bufbuild/protobuf';
import { maskedCrc32c } from '../crc32c.ts';
import {
  BundleEntryProtoSchema,
  BundleHeaderProtoSchema,
  TensorShapeProtoSchema,
} from '../generated/tensorflow_graph_pb.ts';
import { asStorageError } from '../storage-error.ts';
import { writeAtomically } from '../write-atomically.ts';
import { type CheckpointPrefix, type CheckpointTensor, dataFile, indexFile } from './checkpoint-files.ts';
import { encodeTable } from './encode-table.ts';
import type { TableEntry } from './table-format.ts';

/**
 * Writes tensors by name as a checkpoint. `read` gives one tensor at a time, so that no more than one need lie in
 * memory, and may throw. Throws `disk-full`, `permission-denied`.
 */
export async function writeCheckpoint(
  prefix: CheckpointPrefix,
  names: readonly string[],
  read: (name: string) => CheckpointTensor,
): Promise<void> {
  const header = create(BundleHeaderProtoSchema, { numShards: 1, version: { producer: 1 } });
  const entries: TableEntry[] = [{ key: new Uint8Array(), value: toBinary(BundleHeaderProtoSchema, header) }];
  const file = dataFile(prefix);
  const failed = (error: unknown): never => {
    throw asStorageError(error, file, 'write');
  };
  const handle = await open(file, 'w').catch(failed);
  try {
    let offset = 0;
    for (const name of sortedByBytes(names)) {
      const tensor = read(name);
      await handle.writeFile(tensor.bytes).catch(failed);
      entries.push({ key: Buffer.from(name), value: encodeEntry(tensor, offset) });
      offset += tensor.bytes.length;
    }
  } finally {
    await handle.close();
  }
  await writeAtomically(indexFile(prefix), encodeTable(entries));
}

function encodeEntry({ type, shape, bytes }: CheckpointTensor, offset: number): Uint8Array {
  const entry = create(BundleEntryProtoSchema, {
    dtype: type,
    shape: create(TensorShapeProtoSchema, { dim: shape.map((size) => ({ size: BigInt(size) })) }),
    offset: BigInt(offset),
    size: BigInt(bytes.length),
    crc32c: maskedCrc32c(bytes),
  });
  return toBinary(BundleEntryProtoSchema, entry);
}

function sortedByBytes(names: readonly string[]): readonly string[] {
  return [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}
