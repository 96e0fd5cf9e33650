import { maskedCrc32c } from '../crc32c.ts';
import {
  type BlockHandle,
  decodeHandle,
  decodeVarint,
  footerBytes,
  type TableEntry,
  tableMagic,
  trailerBytes,
} from './table-format.ts';

/** The entries of a table without compression, in order. Throws an Error that says what is wrong with the bytes. */
export function decodeTable(bytes: Uint8Array): readonly TableEntry[] {
  if (bytes.length < footerBytes) throw new Error(`${bytes.length} bytes`);
  const footer = bytes.subarray(bytes.length - footerBytes);
  const view = new DataView(footer.buffer, footer.byteOffset);
  if (view.getBigUint64(footerBytes - 8, true) !== tableMagic) throw new Error('no table');
  const meta = decodeHandle(footer, 0);
  blockAt(bytes, meta.handle);
  const index = decodeHandle(footer, meta.end).handle;
  return entriesOf(blockAt(bytes, index)).flatMap(({ value }) =>
    entriesOf(blockAt(bytes, decodeHandle(value, 0).handle)),
  );
}

function blockAt(bytes: Uint8Array, { offset, size }: BlockHandle): Uint8Array {
  if (!(offset + size + trailerBytes <= bytes.length)) throw new Error(`block of ${size} bytes at ${offset}`);
  const checked = bytes.subarray(offset, offset + size + 1);
  if (checked[size] !== 0) throw new Error(`compression ${checked[size]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset + size + 1, 4);
  if (view.getUint32(0, true) !== maskedCrc32c(checked))
    throw new Error(`checksum of the block at ${offset}`);
  return checked.subarray(0, size);
}

/** A key says how many of its first bytes are those of the key before. */
function entriesOf(block: Uint8Array): readonly TableEntry[] {
  const wrong = new Error('entries of a block');
  if (block.length < 4) throw wrong;
  const starts = new DataView(block.buffer, block.byteOffset).getUint32(block.length - 4, true);
  const end = block.length - 4 * (starts + 1);
  const entries: TableEntry[] = [];
  let key = new Uint8Array();
  for (let at = 0; at < end;) {
    const shared = decodeVarint(block, at);
    const own = decodeVarint(block, shared.end);
    const length = decodeVarint(block, own.end);
    const after = length.end + own.value + length.value;
    if (!(after <= end && shared.value <= key.length)) throw wrong;
    const ownEnd = length.end + own.value;
    key = Uint8Array.from([...key.subarray(0, shared.value), ...block.subarray(length.end, ownEnd)]);
    entries.push({ key, value: block.subarray(ownEnd, after) });
    at = after;
  }
  return entries;
}
