import * as wasm from './wasm-code.ts';
import { type Code, get, set } from './wasm-code.ts';
import {
  addTaps,
  allTotals,
  cleared,
  findWeights,
  fourSums,
  loadWeights,
  step,
  stepBytes,
  sumNames,
  type Sums,
  upTo,
} from './weighted-sums.ts';

/**
 * columns(source, rowBytes, target, table, tableEnd, entryBytes): as many rows as the table has entries, each the sum
 * of weighted rows of the source, 16 bytes after 16 bytes.
 */
export function columnsFunction(): wasm.WasmFunction {
  const parameters = ['source', 'rowBytes', 'target', 'entry', 'tableEnd', 'entryBytes'] as const;
  const numbers = ['column', 'place', 'weight', 'weightsEnd'] as const;
  const vectors = ['first', 'second', 'eight', 'lowerWeights', 'upperWeights', ...sumNames] as const;
  const local = wasm.declare(parameters, numbers, vectors);
  const { source, rowBytes, target, entry, tableEnd, entryBytes, column, place, weight, weightsEnd } = local;
  const { first, second, eight, lowerWeights, upperWeights } = local;
  const sums = fourSums(local);
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
    wasm.storeVector(wasm.add(get(target), get(column)), allTotals(sums)),
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
