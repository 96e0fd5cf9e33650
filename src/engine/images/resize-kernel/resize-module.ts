import { columnsFunction } from './columns-function.ts';
import { rowsFunction } from './rows-function.ts';
import { wasmModule } from './wasm-code.ts';

/**
 * The two passes of the resize as a WebAssembly module, over 16 bytes at a time. A product of a byte and a 22-bit
 * weight needs 32 bits, for which processors have only a slow instruction; so each weight comes in two halves of 11
 * bits (tap-table.ts), whose products are summed apart, two taps in one fast instruction, and put together at the end.
 * Every step is exact in whole numbers, so the result is that of the plain loops. Both functions may read beyond the
 * end of the source, with weights of zero or for rows that nobody needs, and write beyond that of the target: see
 * `spareBytes`.
 */
export function resizeModule(): Uint8Array<ArrayBuffer> {
  return wasmModule([rowsFunction(), columnsFunction()]);
}

/**
 * How far either pass reads or writes beyond a buffer whose rows are this long: the last rows may be up to three short
 * of four, and a vector may begin at the last pixel.
 */
export function spareBytes(rowBytes: number): number {
  return 3 * rowBytes + 16;
}
