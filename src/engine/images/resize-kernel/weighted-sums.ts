import { precisionBits } from '../filter-bank.ts';
import { entryHeadBytes, lowerBits, tapPairBytes } from './tap-table.ts';
import * as wasm from './wasm-code.ts';
import { type Code, get, type Local, set } from './wasm-code.ts';

/** The parts of which both passes are made; resize-module.ts tells how they compute. */

/** Summed with the lower halves, it rounds. */
const half = wasm.splat(wasm.constant(1 << (precisionBits - 1)));
const zeros = wasm.splat(wasm.constant(0));

/** Adds to a variable. */
export const step = (variable: Local, by: Code): Code => set(variable, wasm.add(get(variable), by));
export const stepBytes = (variable: Local, bytes: number): Code => step(variable, wasm.constant(bytes));

/** `body` for each place from `variable` up to `end`, at least once. The body takes the step. */
export const upTo = (variable: Local, end: Local, ...body: Code[]): Code =>
  wasm.repeatWhile(wasm.lessUnsigned(get(variable), get(end)), ...body);

/** Sums of the lower and of the upper halves' products, in four lanes. */
export interface Sums {
  readonly lower: Local;
  readonly upper: Local;
}

export const cleared = ({ lower, upper }: Sums): Code[] => [set(lower, half), set(upper, zeros)];

/** Adds the products of two taps; `taps` are eight words: both taps of four values. */
export const addTaps = (
  { lower, upper }: Sums,
  taps: Code,
  lowerWeights: Local,
  upperWeights: Local,
): Code[] => [
  set(lower, wasm.addVectors(get(lower), wasm.dotPairs(taps, get(lowerWeights)))),
  set(upper, wasm.addVectors(get(upper), wasm.dotPairs(taps, get(upperWeights)))),
];

/** Both halves as one rounded value; it may still be 256. */
const total = ({ lower, upper }: Sums): Code =>
  wasm.shiftRight(
    wasm.addVectors(get(lower), wasm.shiftLeft(get(upper), wasm.constant(lowerBits))),
    wasm.constant(precisionBits),
  );

/** Variables of four sums. */
export const sumNames = [
  'lower0',
  'upper0',
  'lower1',
  'upper1',
  'lower2',
  'upper2',
  'lower3',
  'upper3',
] as const;

export type FourSums = readonly [Sums, Sums, Sums, Sums];

export const fourSums = (local: Readonly<Record<(typeof sumNames)[number], Local>>): FourSums => [
  { lower: local.lower0, upper: local.upper0 },
  { lower: local.lower1, upper: local.upper1 },
  { lower: local.lower2, upper: local.upper2 },
  { lower: local.lower3, upper: local.upper3 },
];

/** The totals of four sums as 16 bytes, held to what a byte can be. */
export const allTotals = ([first, second, third, fourth]: FourSums): Code =>
  wasm.narrowToBytes(
    wasm.narrowToWords(total(first), total(second)),
    wasm.narrowToWords(total(third), total(fourth)),
  );

/** Both halves of two taps' weights, in all lanes; `weight` goes on to the next two. */
export const loadWeights = (weight: Local, lowerWeights: Local, upperWeights: Local): Code[] => [
  set(lowerWeights, wasm.loadSplat(get(weight))),
  set(upperWeights, wasm.loadSplat(wasm.add(get(weight), wasm.constant(4)))),
  stepBytes(weight, tapPairBytes),
];

/** Sets where the weights of `entry` begin and end. */
export const findWeights = (entry: Local, weight: Local, weightsEnd: Local): Code[] => [
  set(weight, wasm.add(get(entry), wasm.constant(entryHeadBytes))),
  set(weightsEnd, wasm.add(get(weight), wasm.load(wasm.add(get(entry), wasm.constant(4))))),
];
