import * as wasm from './wasm-code.ts';
import { type Code, get, type Local, set } from './wasm-code.ts';
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
  upTo,
} from './weighted-sums.ts';

/** Red of a pixel and of the next one as words, then green of both, then blue of both. */
const tapsOfChannels = [0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1];

/**
 * rows(source, target, rowBytes, targetEnd, targetRowBytes, table, tableEnd, entryBytes): each row of the source,
 * `rowBytes` long, to as many RGB pixels as the table has entries. Four rows at a time, for which weights are read once.
 */
export function rowsFunction(): wasm.WasmFunction {
  const sizes = ['rowBytes', 'targetEnd', 'targetRowBytes', 'table', 'tableEnd', 'entryBytes'] as const;
  const parameters = ['source', 'target0', ...sizes] as const;
  const moreRows = ['place0', 'place1', 'place2', 'place3', 'target1', 'target2', 'target3'] as const;
  const numbers = ['entry', 'weight', 'weightsEnd', ...moreRows] as const;
  const vectors = ['taps', 'lowerWeights', 'upperWeights', 'pixels', ...sumNames] as const;
  const local = wasm.declare(parameters, numbers, vectors);
  const { source, rowBytes, targetEnd, targetRowBytes, table, tableEnd, entryBytes } = local;
  const { entry, weight, weightsEnd, taps, lowerWeights, upperWeights, pixels } = local;
  const { place0, target0, target3 } = local;
  const sums = fourSums(local);
  const places = [place0, local.place1, local.place2, local.place3];
  const targets = [target0, local.target1, local.target2, target3];
  /** The same place in each of the rows below the first. */
  const setBelow = (rows: readonly Local[], bytes: Local): Code[] =>
    rows.slice(1).map((row, index) => set(row, wasm.add(get(rows[index]!), get(bytes))));
  const onePixel = [
    ...sums.flatMap(cleared),
    set(place0, wasm.add(get(source), wasm.multiply(wasm.load(get(entry)), wasm.constant(3)))),
    ...setBelow(places, rowBytes),
    ...findWeights(entry, weight, weightsEnd),
    upTo(
      weight,
      weightsEnd,
      ...loadWeights(weight, lowerWeights, upperWeights),
      ...places.flatMap((place, row) => [
        set(taps, wasm.pick(wasm.load8Bytes(get(place)), tapsOfChannels)),
        ...addTaps(sums[row]!, get(taps), lowerWeights, upperWeights),
        stepBytes(place, 6),
      ]),
    ),
    set(pixels, allTotals(sums)),
    // Three bytes of each row, not four: the last one's fourth would fall on the row below.
    ...targets.flatMap((target, row) => [
      wasm.storeWord(2 * row)(get(target), get(pixels)),
      wasm.storeByte(4 * row + 2)(wasm.add(get(target), wasm.constant(2)), get(pixels)),
      stepBytes(target, 3),
    ]),
    step(entry, get(entryBytes)),
  ];
  const body = upTo(
    target0,
    targetEnd,
    ...setBelow(targets, targetRowBytes),
    set(entry, get(table)),
    upTo(entry, tableEnd, ...onePixel),
    set(target0, get(target3)),
    step(source, wasm.multiply(get(rowBytes), wasm.constant(targets.length))),
  );
  return { name: 'rows', parameters, numbers, vectors, body };
}
