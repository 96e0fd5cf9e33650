import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { asStorageError } from './storage-error.ts';
import { writeAtomically } from './write-atomically.ts';

/**
 * Named tensors in one file: 8 bytes little-endian header length, a JSON header, raw little-endian data.
 * Source of the format: https://github.com/huggingface/safetensors. Every system that Node runs on is
 * little-endian, so the values are taken and written as they lie in memory.
 */

/** A float32 tensor in ordinary memory, row-major. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors by name, in the order in which they are written. */
export type TensorMap = ReadonlyMap<string, HostTensor>;

/** A tensor of any type, as it lies in the file. */
export interface RawTensor {
  /** F32, U8, I64 and so on, as the header names it. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().min(0)),
  data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
});
const metadataSchema = z.record(z.string(), z.string());

const bytesPerItem: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

/** Writes the tensors as float32, atomically. Throws `permission-denied` or `disk-full`. */
export async function writeSafetensors(
  file: string,
  tensors: TensorMap,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  await writeAtomically(file, safetensorsPieces(tensors, metadata));
}

/** The bytes of a safetensors file that holds these tensors. */
export function encodeSafetensors(
  tensors: TensorMap,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const pieces = safetensorsPieces(tensors, metadata);
  const content = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  pieces.reduce((offset, piece) => (content.set(piece, offset), offset + piece.length), 0);
  return content;
}

/** The same piece by piece: the header, and the tensors where they lie in memory. */
function safetensorsPieces(
  tensors: TensorMap,
  metadata: Readonly<Record<string, string>>,
): readonly Uint8Array[] {
  const entries: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) entries.__metadata__ = metadata;
  let dataLength = 0;
  for (const [name, { shape, values }] of tensors) {
    entries[name] = { dtype: 'F32', shape, data_offsets: [dataLength, dataLength + values.byteLength] };
    dataLength += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(entries));
  // Spaces fill the header to a multiple of 8, so that the data is aligned.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const head = new Uint8Array(8 + headerLength).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(headerLength), true);
  head.set(json, 8);
  const data = [...tensors.values()].map(
    ({ values: { buffer, byteOffset, byteLength } }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  return [head, ...data];
}

/** Reads a file of float32 tensors. Throws `file-damaged` for anything else, `permission-denied`. */
export async function readSafetensors(
  file: string,
): Promise<{ tensors: TensorMap; metadata: Record<string, string> }> {
  const { tensors, metadata } = await readRawSafetensors(file);
  return { tensors: floatTensors(tensors, file), metadata };
}

/** Float32 tensors, where they lie if they are aligned; `file` is named in errors. Throws `file-damaged` for any other type. */
export function floatTensors(tensors: ReadonlyMap<string, RawTensor>, file: string): TensorMap {
  const floats = new Map<string, HostTensor>();
  for (const [name, { dtype, shape, bytes }] of tensors) {
    if (dtype !== 'F32')
      throw new ThawError('file-damaged', { file, detail: `${name}: ${dtype} instead of F32` });
    const aligned = bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes);
    const { buffer, byteOffset, length } = aligned;
    const values = new Float32Array(buffer, byteOffset, length / Float32Array.BYTES_PER_ELEMENT);
    floats.set(name, { shape, values });
  }
  return floats;
}

/** Reads a file of tensors of any type, without turning the values into numbers. Throws as readSafetensors does. */
export async function readRawSafetensors(
  file: string,
): Promise<{ tensors: ReadonlyMap<string, RawTensor>; metadata: Record<string, string> }> {
  const content = await readFile(file).catch((error: unknown) => {
    throw asStorageError(error, file, 'read');
  });
  return decodeSafetensors(content, file);
}

/** The tensors in these bytes; `file` is named in errors. Throws `file-damaged`. */
export function decodeSafetensors(
  content: Uint8Array,
  file: string,
): { tensors: ReadonlyMap<string, RawTensor>; metadata: Record<string, string> } {
  const damaged = (detail: string): ThawError => new ThawError('file-damaged', { file, detail });
  if (content.length < 8) throw damaged(`${content.length} bytes`);
  const headerLength = Number(new DataView(content.buffer, content.byteOffset, 8).getBigUint64(0, true));
  if (headerLength > content.length - 8) throw damaged(`header of ${headerLength} bytes`);
  let header: Record<string, unknown>;
  try {
    header = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(Buffer.from(content.subarray(8, 8 + headerLength)).toString()));
  } catch (cause) {
    throw new ThawError('file-damaged', { file, detail: 'header' }, { cause });
  }
  const data = content.subarray(8 + headerLength);
  const tensors = new Map<string, RawTensor>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const entry = entrySchema.safeParse(value);
    if (!entry.success) throw damaged(name);
    const {
      dtype,
      shape,
      data_offsets: [start, end],
    } = entry.data;
    const expected = sizeOfShape(shape) * (bytesPerItem[dtype] ?? NaN);
    if (end > data.length || end - start !== expected)
      throw damaged(`${name}: ${dtype} [${shape.join(', ')}] at ${start} to ${end}`);
    tensors.set(name, { dtype, shape, bytes: data.subarray(start, end) });
  }
  const metadata = metadataSchema.safeParse(header.__metadata__ ?? {});
  if (!metadata.success) throw damaged('__metadata__');
  return { tensors, metadata: metadata.data };
}
