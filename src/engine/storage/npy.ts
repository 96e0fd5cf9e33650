import { ThawError } from '../../shared/errors/thaw-error.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import type { HostTensor } from './safetensors.ts';

/**
 * NumPy's own file of one array: `\x93NUMPY`, version 1.0, 2 bytes little-endian header length, a Python literal that
 * says type, order and shape, padded so that the values begin at a multiple of 64; then the values, row by row.
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */

const magic = '\x93NUMPY\x01\x00';
const beforeHeader = magic.length + 2;
const header = /^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+(?:, \d+)*),?\), \} *\n$/;

/** The array as float32, as `numpy.save` writes it. */
export function encodeNpy({ shape, values }: HostTensor): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]!},` : shape.join(', ');
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sides}), }`;
  const length = Math.ceil((beforeHeader + description.length + 1) / 64) * 64 - beforeHeader;
  const start = Buffer.from(magic + '\0\0' + `${description.padEnd(length - 1)}\n`, 'latin1');
  start.writeUInt16LE(length, magic.length);
  return Buffer.concat([start, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
}

/** Reads an array that encodeNpy wrote. Throws `file-damaged`, naming `file`. */
export function decodeNpy(content: Uint8Array, file: string): HostTensor {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (buffer.length < beforeHeader || buffer.toString('latin1', 0, magic.length) !== magic)
    throw new ThawError('file-damaged', { file, detail: 'not an array of NumPy 1.0' });
  const start = beforeHeader + buffer.readUInt16LE(magic.length);
  const found = header.exec(buffer.toString('latin1', beforeHeader, start));
  if (!found) throw new ThawError('file-damaged', { file, detail: 'not float32 in rows' });
  const shape = found[1]!.split(', ').map(Number);
  const expected = 4 * sizeOfShape(shape);
  if (buffer.length - start !== expected)
    throw new ThawError('file-damaged', { file, detail: `${buffer.length - start} bytes, not ${expected}` });
  // A copy begins where a Float32Array may.
  return { shape, values: new Float32Array(Uint8Array.from(buffer.subarray(start)).buffer) };
}
