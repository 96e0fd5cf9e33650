/** CRC-32C (Castagnoli), reflected polynomial 0x82f63b78. Source: RFC 3720, appendix B.4. */
export function crc32c(bytes: Uint8Array): number {
  // Eight bytes at a time as two aligned words, several times quicker than each by itself.
  const { buffer, byteOffset, length } = bytes;
  const first = Math.min(length, (4 - (byteOffset % 4)) % 4);
  const pairs = (length - first) >>> 3;
  const words = pairs > 0 ? new Uint32Array(buffer, byteOffset + first, pairs * 2) : new Uint32Array();
  const afterFirst = byByte(0xffffffff, bytes.subarray(0, first));
  const rest = bytes.subarray(first + pairs * 8);
  return (byByte(byPairs(afterFirst, words), rest) ^ 0xffffffff) >>> 0;
}

/** The checksum as record files hold it, so that a checksum of checksums stays useful. Source: tensorflow/core/lib/hash/crc32c.h. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function byByte(before: number, bytes: Uint8Array): number {
  let crc = before;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return crc;
}

/** Source: M. Kounavis and F. Berry, Novel table lookup-based algorithms for high-performance CRC generation, 2008. */
function byPairs(before: number, words: Uint32Array): number {
  let crc = before;
  for (let index = 0; index < words.length; index += 2) {
    const one = crc ^ words[index]!;
    const other = words[index + 1]!;
    crc =
      table[0x700 + (one & 0xff)]! ^
      table[0x600 + ((one >>> 8) & 0xff)]! ^
      table[0x500 + ((one >>> 16) & 0xff)]! ^
      table[0x400 + (one >>> 24)]! ^
      table[0x300 + (other & 0xff)]! ^
      table[0x200 + ((other >>> 8) & 0xff)]! ^
      table[0x100 + ((other >>> 16) & 0xff)]! ^
      table[other >>> 24]!;
  }
  return crc;
}

/** Eight tables of 256: what a byte becomes when none to seven more bytes of zeros follow it. */
const table = new Uint32Array(0x800);
for (let byte = 0; byte < 0x100; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  table[byte] = crc;
}
for (let place = 0x100; place < 0x800; place++) {
  const shorter = table[place - 0x100]!;
  table[place] = (shorter >>> 8) ^ table[shorter & 0xff]!;
}
