import type { RangedAugmentation } from '../../../shared/recipe.ts';
import type { AugmentWords } from './words/index.ts';

/** How one setting with a range is shown: in whole degrees or percents, mirrored round the middle. */
export interface AugmentationRow {
  readonly setting: RangedAugmentation;
  readonly unit: 'degrees' | 'percent' | 'levels';
  /** The middle of the scale, in units: a zoom's is 100 %. */
  readonly middle: number;
  /** Farthest reach from the middle, in units. */
  readonly reach: number;
  /** Units in one of the configuration's. */
  readonly scale: number;
}

const geometryRows: readonly AugmentationRow[] = [
  { setting: 'rotation', unit: 'degrees', middle: 0, reach: 90, scale: 1 },
  { setting: 'widthShift', unit: 'percent', middle: 0, reach: 50, scale: 100 },
  { setting: 'heightShift', unit: 'percent', middle: 0, reach: 50, scale: 100 },
  { setting: 'shear', unit: 'degrees', middle: 0, reach: 45, scale: 1 },
  { setting: 'zoom', unit: 'percent', middle: 100, reach: 50, scale: 100 },
];

const colourRows: readonly AugmentationRow[] = [
  { setting: 'brightness', unit: 'percent', middle: 100, reach: 60, scale: 100 },
  { setting: 'contrast', unit: 'percent', middle: 100, reach: 60, scale: 100 },
  { setting: 'channelShift', unit: 'levels', middle: 0, reach: 80, scale: 1 },
  { setting: 'colourJitter', unit: 'percent', middle: 0, reach: 50, scale: 100 },
];

/** Calm enough to be looked through: where things are, and what colour they have. */
export const rowGroups = { place: geometryRows, colour: colourRows } as const;
export const augmentationRows: readonly AugmentationRow[] = [...geometryRows, ...colourRows];

/** What a setting has when it is first switched on, where Standard has it off. */
export const usualReach = {
  brightness: 0.1,
  contrast: 0.2,
  channelShift: 20,
  colourJitter: 0.1,
} as const;

/** The ends of the scale; wider where a recipe goes beyond them. */
export function limitsOf(
  row: AugmentationRow,
  value: number,
): { readonly min: number; readonly max: number } {
  const reach = Math.max(row.reach, Math.ceil(value * row.scale));
  return { min: row.middle - reach, max: row.middle + reach };
}

/** The ends of the range that a configured value means. */
export function endsOf(row: AugmentationRow, value: number): { readonly low: number; readonly high: number } {
  const reach = tidy(value * row.scale);
  return { low: tidy(row.middle - reach), high: tidy(row.middle + reach) };
}

/** The configured value of an upper end. */
export function valueOf(row: AugmentationRow, high: number): number {
  return tidy((high - row.middle) / row.scale);
}

export function endText(row: AugmentationRow, end: number, words: AugmentWords): string {
  return words[row.unit](Math.round(end));
}

/** Without the dust of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
