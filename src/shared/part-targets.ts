import { type Part, parts } from './dataset.ts';
import type { SplitSpec } from './job-requests.ts';

export type PartCounts = Readonly<Record<Part, number>>;

/** The parts a split asks for, in their order: those whose share or count is not 0. */
export function askedParts(spec: SplitSpec): readonly Part[] {
  return parts.filter((part) => spec[part] !== 0);
}

/** The least number of photos a class must have: what the counts need, and one for each part asked for. */
export function leastPhotos(spec: SplitSpec): number {
  if (spec.kind === 'ratio') return askedParts(spec).length;
  return (spec.train === 'rest' ? 1 : spec.train) + spec.validation + spec.test;
}

/**
 * How many of a class's `count` photos each part gets; `count` is at least `leastPhotos(spec)`.
 *
 * Ratio: the largest-remainder method (Hamilton), so that the parts sum to `count` and each is within one photo of
 * its share. Where that leaves a part asked for without a photo, it takes one from the largest part: a class that
 * is missing in a part could not be measured there at all.
 */
export function partTargets(count: number, spec: SplitSpec): PartCounts {
  if (spec.kind === 'count') {
    const { validation, test } = spec;
    return { train: spec.train === 'rest' ? count - validation - test : spec.train, validation, test };
  }
  const quotas = parts.map((part) => {
    const quota = (count * spec[part]) / 100;
    // A product such as 100 x 29 % may fall short of a whole number by rounding.
    const whole = Math.floor(quota + 1e-9);
    return { part, whole, remainder: Math.max(0, quota - whole) };
  });
  const targets = Object.fromEntries(quotas.map(({ part, whole }) => [part, whole])) as Record<Part, number>;
  const left = count - quotas.reduce((sum, { whole }) => sum + whole, 0);
  const byRemainder = [...quotas].sort((a, b) => b.remainder - a.remainder);
  for (const { part } of byRemainder.slice(0, left)) targets[part]++;
  for (const part of askedParts(spec)) {
    if (targets[part] > 0) continue;
    const largest = parts.reduce((best, other) => (targets[other] > targets[best] ? other : best));
    targets[largest]--;
    targets[part]++;
  }
  return targets;
}
