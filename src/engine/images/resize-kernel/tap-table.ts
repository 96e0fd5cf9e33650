import { filterBank } from '../filter-bank.ts';

/** Bits of a weight's lower half: 22-bit weights fall into two halves that multiply a byte within 32 bits. */
export const lowerBits = 11;

/** Bytes of an entry before its weights: where its window begins, and how many bytes of weights follow. */
export const entryHeadBytes = 8;

/** Bytes of two taps: both lower halves, both upper halves, 16 bits each. */
export const tapPairBytes = 8;

/** A filter bank as the kernel reads it: equally long entries, one for each pixel of the result. */
export interface TapTable {
  readonly words: Int32Array;
  readonly entryBytes: number;
}

const tables = new Map<string, TapTable>();
/** Photos of one data set have few sizes; a set of many makes each table again, which is soon done. */
const tablesKept = 64;

/**
 * The weights that bring `sourceSize` pixels to `size`, in the order the kernel needs. Windows of an odd length end
 * with a tap of no weight, which may lie one pixel beyond the photo.
 */
export function tapTable(sourceSize: number, size: number): TapTable {
  const key = `${sourceSize} ${size}`;
  const known = tables.get(key);
  if (known) return known;
  if (tables.size === tablesKept) tables.clear();
  const made = makeTable(sourceSize, size);
  tables.set(key, made);
  return made;
}

function makeTable(sourceSize: number, size: number): TapTable {
  const { starts, lengths, weights, stride } = filterBank(sourceSize, size);
  const entryBytes = entryHeadBytes + Math.ceil(stride / 2) * tapPairBytes;
  const words = new Int32Array((size * entryBytes) / 4);
  for (let position = 0; position < size; position++) {
    const length = lengths[position]!;
    const weightAt = (tap: number): number => (tap < length ? weights[position * stride + tap]! : 0);
    let word = (position * entryBytes) / 4;
    words[word++] = starts[position]!;
    words[word++] = Math.ceil(length / 2) * tapPairBytes;
    for (let tap = 0; tap < length; tap += 2) {
      const [first, second] = [weightAt(tap), weightAt(tap + 1)];
      words[word++] = twoHalves(first & lowerMask, second & lowerMask);
      words[word++] = twoHalves(first >> lowerBits, second >> lowerBits);
    }
  }
  return { words, entryBytes };
}

const lowerMask = (1 << lowerBits) - 1;

/** Two 16-bit values in one word, the first in the lower half as WebAssembly (little-endian) reads it. */
function twoHalves(first: number, second: number): number {
  return first | (second << 16);
}
