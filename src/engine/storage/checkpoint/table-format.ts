/**
 * The sorted string table that a checkpoint's index is: blocks of sorted keys with values, a block that says where
 * they lie, and a footer. Source: tensorflow/core/lib/io/table_format.txt, which is LevelDB's.
 */

export interface TableEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Where a block lies: its bytes without the trailer. */
export interface BlockHandle {
  readonly offset: number;
  readonly size: number;
}

/** Ends every table, little-endian. */
export const tableMagic = 0xdb4775248b80fb57n;
/** Two block handles of at most 20 bytes each, filled up with zeros, and the magic number. */
export const footerBytes = 48;
/** Kind of compression (none: 0) and the masked checksum of block and kind. */
export const trailerBytes = 5;

/** A whole number from 0 to 2^53 - 1, seven bits a byte, the lowest first. */
export function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Uint8Array.from([...bytes, rest]);
}

/** The number that starts at `at`, and the place after it; NaN where the bytes end too early or it is too large. */
export function decodeVarint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let place = 0; place < 8 && at + place < bytes.length; place++) {
    const byte = bytes[at + place]!;
    value += (byte & 0x7f) * 2 ** (7 * place);
    if (byte < 0x80) return { value: value <= Number.MAX_SAFE_INTEGER ? value : NaN, end: at + place + 1 };
  }
  return { value: NaN, end: bytes.length };
}

export function encodeHandle({ offset, size }: BlockHandle): Uint8Array {
  return Buffer.concat([encodeVarint(offset), encodeVarint(size)]);
}

export function decodeHandle(
  bytes: Uint8Array,
  at: number,
): { readonly handle: BlockHandle; readonly end: number } {
  const offset = decodeVarint(bytes, at);
  const size = decodeVarint(bytes, offset.end);
  return { handle: { offset: offset.value, size: size.value }, end: size.end };
}
