import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { maskedCrc32c } from '../crc32c.ts';
import { BundleEntryProtoSchema } from '../generated/tensorflow_graph_pb.ts';
import { type CheckpointPrefix, type CheckpointTensor, dataFile, indexFile } from './checkpoint-files.ts';
import { decodeTable } from './decode-table.ts';

/** Reads a checkpoint of one data file whole, checksums included. Throws `file-damaged`. */
export async function readCheckpoint(
  prefix: CheckpointPrefix,
): Promise<ReadonlyMap<string, CheckpointTensor>> {
  const index = indexFile(prefix);
  const entries = await readParsed(index, (content) => decodeTable(content));
  const file = dataFile(prefix);
  return readParsed(file, (content) => {
    const tensors = new Map<string, CheckpointTensor>();
    for (const { key, value } of entries) {
      // The header.
      if (key.length === 0) continue;
      const name = Buffer.from(key).toString();
      tensors.set(name, tensorOf(name, value, content));
    }
    return tensors;
  });
}

function tensorOf(name: string, value: Uint8Array, content: Uint8Array): CheckpointTensor {
  const { dtype, shape, shardId, offset, size, crc32c } = fromBinary(BundleEntryProtoSchema, value);
  const [start, end] = [Number(offset), Number(offset + size)];
  if (shardId !== 0 || start < 0 || end < start || end > content.length)
    throw new Error(`${name}: ${start} to ${end} of ${content.length} bytes`);
  const bytes = content.subarray(start, end);
  if (maskedCrc32c(bytes) !== crc32c) throw new Error(`${name}: checksum`);
  return { type: dtype, shape: (shape?.dim ?? []).map((dim) => Number(dim.size)), bytes };
}

async function readParsed<Parsed>(file: string, parse: (content: Uint8Array) => Parsed): Promise<Parsed> {
  try {
    return parse(await readFile(file));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ThawError('file-damaged', { file, detail }, { cause });
  }
}
