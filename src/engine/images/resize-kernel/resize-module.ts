import { precisionBits } from '../filter-bank.ts';
import { entryHeadBytes, lowerBits, tapPairBytes } from './tap-table.ts';
import * as wasm from './wasm-code.ts';
import { type Code, get, type Local, set } from './wasm-code.ts';

/**
 * The two passes of the resize as a WebAssembly module, over 16 bytes at a time. A product of a byte and a 22-bit
 * weight needs 32 bits, for which processors have only a slow instruction; so each weight comes in two halves of 11
 * bits (tap-table.ts), whose products are summed apart, two taps in one fast instruction, and put together at the end.
 * Every step is exact in whole numbers, so the result is that of the plain loops. Both functions may read beyond the
 * end of the source, where the weights are zero, and write beyond that of the target: see `spareBytes`.
 */
export function resizeModule(): Uint8Array<ArrayBuffer> {
  return wasm.wasmModule([rowsFunction(), columnsFunction()]);
}

/** How far either pass reads or writes beyond a buffer whose rows are this long. */
export function spareBytes(rowBytes: number): number {
  return rowBytes + 16;
}

/** Summed with the lower halves, it rounds. */
const half = wasm.splat(wasm.constant(1 << (precisionBits - 1)));
const zeros = wasm.splat(wasm.constant(0));

const step = (variable: Local, by: Code): Code => set(variable, wasm.add(get(variable), by));
const stepBytes = (variable: Local, bytes: number): Code => step(variable, wasm.constant(bytes));

/** `body` for each place from `variable` up to `end`, at least once. The body takes the step. */
const upTo = (variable: Local, end: Local, ...body: Code[]): Code =>
  wasm.repeatWhile(wasm.lessUnsigned(get(variable), get(end)), ...body);

/** Sums of the lower and of the upper halves' products, in four lanes. */
interface Sums {
  readonly lower: Local;
  readonly upper: Local;
}

const cleared = ({ lower, upper }: Sums): Code[] => [set(lower, half), set(upper, zeros)];

/** Adds the products of two taps; `taps` are eight words: both taps of four values. */
const addTaps = ({ lower, upper }: Sums, taps: Code, lowerWeights: Local, upperWeights: Local): Code[] => [
  set(lower, wasm.addVectors(get(lower), wasm.dotPairs(taps, get(lowerWeights)))),
  set(upper, wasm.addVectors(get(upper), wasm.dotPairs(taps, get(upperWeights)))),
];

/** Both halves as one rounded value; it may still be 256. */
const total = ({ lower, upper }: Sums): Code =>
  wasm.shiftRight(
    wasm.addVectors(get(lower), wasm.shiftLeft(get(upper), wasm.constant(lowerBits))),
    wasm.constant(precisionBits),
  );

const loadWeights = (weight: Local, lowerWeights: Local, upperWeights: Local): Code[] => [
  set(lowerWeights, wasm.loadSplat(get(weight))),
  set(upperWeights, wasm.loadSplat(wasm.add(get(weight), wasm.constant(4)))),
  stepBytes(weight, tapPairBytes),
];

/** Sets where the weights of `entry` begin and end. */
const findWeights = (entry: Local, weight: Local, weightsEnd: Local): Code[] => [
  set(weight, wasm.add(get(entry), wasm.constant(entryHeadBytes))),
  set(weightsEnd, wasm.add(get(weight), wasm.load(wasm.add(get(entry), wasm.constant(4))))),
];

/**
 * rows(source, rowBytes, target, targetEnd, table, tableEnd, entryBytes): each row of the source, `rowBytes` long, to
 * as many RGB pixels as the table has entries.
 */
function rowsFunction(): wasm.WasmFunction {
  const parameters = [
    'source',
    'rowBytes',
    'target',
    'targetEnd',
    'table',
    'tableEnd',
    'entryBytes',
  ] as const;
  const numbers = ['entry', 'place', 'weight', 'weightsEnd'] as const;
  const vectors = ['taps', 'lowerWeights', 'upperWeights', 'lower', 'upper'] as const;
  const { source, rowBytes, target, targetEnd, table, tableEnd, entryBytes, ...local } = wasm.declare(
    parameters,
    numbers,
    vectors,
  );
  const { entry, place, weight, weightsEnd, taps, lowerWeights, upperWeights } = local;
  // Red of this and of the next pixel as words, then green of both, then blue of both; 16 picks a zero.
  const tapsOfChannels = [0, 16, 3, 16, 1, 16, 4, 16, 2, 16, 5, 16, 16, 16, 16, 16];
  const onePixel = [
    ...cleared(local),
    set(place, wasm.add(get(source), wasm.multiply(wasm.load(get(entry)), wasm.constant(3)))),
    ...findWeights(entry, weight, weightsEnd),
    upTo(
      weight,
      weightsEnd,
      set(taps, wasm.shuffle(wasm.load8Bytes(get(place)), zeros, tapsOfChannels)),
      ...loadWeights(weight, lowerWeights, upperWeights),
      ...addTaps(local, get(taps), lowerWeights, upperWeights),
      stepBytes(place, 6),
    ),
    // Its fourth byte is written over by the next pixel.
    wasm.store4Bytes(get(target), wasm.narrowToBytes(wasm.narrowToWords(total(local), zeros), zeros)),
    stepBytes(target, 3),
    step(entry, get(entryBytes)),
  ];
  const body = upTo(
    target,
    targetEnd,
    set(entry, get(table)),
    upTo(entry, tableEnd, ...onePixel),
    step(source, get(rowBytes)),
  );
  return { name: 'rows', parameters, numbers, vectors, body };
}

/**
 * columns(source, rowBytes, target, table, tableEnd, entryBytes): as many rows as the table has entries, each the sum
 * of weighted rows of the source, 16 bytes after 16 bytes.
 */
function columnsFunction(): wasm.WasmFunction {
  const parameters = ['source', 'rowBytes', 'target', 'entry', 'tableEnd', 'entryBytes'] as const;
  const numbers = ['column', 'place', 'weight', 'weightsEnd'] as const;
  const sumNames = ['lower0', 'upper0', 'lower1', 'upper1', 'lower2', 'upper2', 'lower3', 'upper3'] as const;
  const vectors = ['first', 'second', 'eight', 'lowerWeights', 'upperWeights', ...sumNames] as const;
  const local = wasm.declare(parameters, numbers, vectors);
  const { source, rowBytes, target, entry, tableEnd, entryBytes, column, place, weight, weightsEnd } = local;
  const { first, second, eight, lowerWeights, upperWeights } = local;
  const sums: readonly [Sums, Sums, Sums, Sums] = [
    { lower: local.lower0, upper: local.upper0 },
    { lower: local.lower1, upper: local.upper1 },
    { lower: local.lower2, upper: local.upper2 },
    { lower: local.lower3, upper: local.upper3 },
  ];
  /** Bytes of one row beside those of the next one, of the lower or the upper eight values. */
  const sideBySide = (from: number): number[] =>
    Array.from({ length: 8 }, (_, index) => [from + index, 16 + from + index]).flat();
  const addEight = (from: number, low: Sums, high: Sums): Code[] => [
    set(eight, wasm.shuffle(get(first), get(second), sideBySide(from))),
    ...addTaps(low, wasm.widenLow(get(eight)), lowerWeights, upperWeights),
    ...addTaps(high, wasm.widenHigh(get(eight)), lowerWeights, upperWeights),
  ];
  const sixteenBytes = [
    ...sums.flatMap(cleared),
    set(place, wasm.add(get(source), wasm.multiply(wasm.load(get(entry)), get(rowBytes)))),
    step(place, get(column)),
    ...findWeights(entry, weight, weightsEnd),
    upTo(
      weight,
      weightsEnd,
      set(first, wasm.loadVector(get(place))),
      step(place, get(rowBytes)),
      set(second, wasm.loadVector(get(place))),
      step(place, get(rowBytes)),
      ...loadWeights(weight, lowerWeights, upperWeights),
      ...addEight(0, sums[0], sums[1]),
      ...addEight(8, sums[2], sums[3]),
    ),
    // What goes beyond the end of the row is written over by the next one.
    wasm.storeVector(
      wasm.add(get(target), get(column)),
      wasm.narrowToBytes(
        wasm.narrowToWords(total(sums[0]), total(sums[1])),
        wasm.narrowToWords(total(sums[2]), total(sums[3])),
      ),
    ),
    stepBytes(column, 16),
  ];
  const body = upTo(
    entry,
    tableEnd,
    set(column, wasm.constant(0)),
    upTo(column, rowBytes, ...sixteenBytes),
    step(target, get(rowBytes)),
    step(entry, get(entryBytes)),
  );
  return { name: 'columns', parameters, numbers, vectors, body };
}
