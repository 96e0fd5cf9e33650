import { maskedCrc32c } from '../crc32c.ts';
import {
  type BlockHandle,
  encodeHandle,
  encodeVarint,
  footerBytes,
  type TableEntry,
  tableMagic,
} from './table-format.ts';

/** The bytes of a table of these entries, sorted by key: one block, for what a checkpoint's index holds is little. */
export function encodeTable(entries: readonly TableEntry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const write = (block: Uint8Array): BlockHandle => {
    const handle = { offset: length, size: block.length };
    const checked = Buffer.concat([block, Uint8Array.of(0)]);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(maskedCrc32c(checked));
    pieces.push(checked, checksum);
    length += checked.length + checksum.length;
    return handle;
  };
  const data = write(encodeBlock(entries));
  const meta = write(encodeBlock([]));
  // A key at or after the last one of the block that it stands for.
  const lastKey = entries.at(-1)?.key ?? new Uint8Array();
  const index = write(encodeBlock([{ key: lastKey, value: encodeHandle(data) }]));
  return Buffer.concat([...pieces, encodeFooter(meta, index)]);
}

/** Every key is written whole, a place to start reading at. */
function encodeBlock(entries: readonly TableEntry[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  const starts: number[] = [];
  let length = 0;
  for (const { key, value } of entries) {
    starts.push(length);
    const entry = [Uint8Array.of(0), encodeVarint(key.length), encodeVarint(value.length), key, value];
    pieces.push(...entry);
    for (const piece of entry) length += piece.length;
  }
  // A block has one at least.
  const places = starts.length > 0 ? starts : [0];
  return Buffer.concat([...pieces, new Uint8Array(Uint32Array.from([...places, places.length]).buffer)]);
}

function encodeFooter(meta: BlockHandle, index: BlockHandle): Uint8Array {
  const footer = Buffer.alloc(footerBytes);
  footer.set(Buffer.concat([encodeHandle(meta), encodeHandle(index)]));
  footer.writeBigUInt64LE(tableMagic, footerBytes - 8);
  return footer;
}
