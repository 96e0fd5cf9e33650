import type { SplitSpec } from '../../../shared/job-requests.ts';

/** Shares that can be chosen by one click. */
export const splitPresets = {
  '60/20/20': { kind: 'ratio', train: 60, validation: 20, test: 20 },
  '70/15/15': { kind: 'ratio', train: 70, validation: 15, test: 15 },
  '50/25/25': { kind: 'ratio', train: 50, validation: 25, test: 25 },
} as const satisfies Record<string, SplitSpec>;
export type SplitPreset = keyof typeof splitPresets;
export const splitPresetNames = Object.keys(splitPresets) as readonly SplitPreset[];

/** Which of the choices a split is; `other` for shares of its own. */
export function choiceOf(spec: SplitSpec): SplitPreset | 'count' | 'other' {
  if (spec.kind === 'count') return 'count';
  const { train, validation, test } = spec;
  return splitPresetNames.find((name) => name === `${train}/${validation}/${test}`) ?? 'other';
}
