import { type FileHandle, open } from 'node:fs/promises';

/**
 * HDF5's 16-bit floats, which the library (h5wasm) refuses to write: it makes floats of 32 and 64 bits alone. Their
 * bits are written as 16-bit integers, and the closed file is told what they are: it then is the one that any other
 * program writes. Source: HDF5 File Format Specification, IV.A.1.a, IV.A.2.d.
 */

/** Of an object header of version 1: version, number of messages, references, bytes of messages. */
const prefixBytes = 16;
/** Of a message: type, bytes, flags. */
const headBytes = 8;
const emptyMessage = 0x0000;
const typeMessage = 0x0003;

/** Little-endian IEEE 754 binary16: sign in bit 15, 5 bits of exponent from bit 10, biased by 15, 10 of mantissa. */
const halfType = Buffer.from('11200f0002000000000010000a05000a0f00000000000000', 'hex');

/**
 * Declares datasets of 16-bit integers to be 16-bit floats. `headers`: where their object headers begin in the file,
 * which nobody has open. Throws where one is not as the library writes it (openHdf5).
 */
export async function declareHalfFloats(path: string, headers: readonly number[]): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (const header of headers) {
      const prefix = await readAt(file, header, prefixBytes);
      if (prefix[0] !== 1) throw new Error(`object header ${header}: version ${prefix[0]}`);
      const start = header + prefixBytes;
      const messages = withHalfType(await readAt(file, start, prefix.readUInt32LE(8)));
      if (!messages) throw new Error(`object header ${header}: no room for its type`);
      await file.write(messages, 0, messages.length, start);
    }
  } finally {
    await file.close();
  }
}

/** The messages in as many bytes. The type of floats is longer than that of integers: the room kept for more gives way. */
function withHalfType(messages: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  let longerBy = 0;
  let isDeclared = false;
  for (let at = 0; at < messages.length;) {
    const head = Buffer.from(messages.subarray(at, at + headBytes));
    const [kind, bytes] = [head.readUInt16LE(0), head.readUInt16LE(2)];
    let data = messages.subarray(at + headBytes, at + headBytes + bytes);
    if (kind === typeMessage) {
      longerBy = halfType.length - bytes;
      data = halfType;
      isDeclared = true;
    } else if (kind === emptyMessage && bytes >= longerBy) {
      data = data.subarray(longerBy);
      longerBy = 0;
    }
    head.writeUInt16LE(data.length, 2);
    parts.push(head, data);
    at += headBytes + bytes;
  }
  return isDeclared && longerBy === 0 ? Buffer.concat(parts) : null;
}

async function readAt(file: FileHandle, position: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, position);
  if (bytesRead < bytes) throw new Error(`${bytes} bytes at ${position}: the file ends`);
  return buffer;
}
