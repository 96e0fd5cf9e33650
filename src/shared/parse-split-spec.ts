import { ThawError } from './errors/thaw-error.ts';
import type { SplitSpec } from './job-requests.ts';

const share = String.raw`\s*(\d+(?:\.\d+)?)\s*`;
const count = String.raw`\s*(\d{1,9})\s*`;
const ratioPattern = new RegExp(`^${share},${share},${share}$`);
const countPattern = new RegExp(`^(?:\\s*(rest)\\s*|${count}),${count},${count}$`, 'i');

/**
 * `70,15,15`: shares of train, validation and test in percent, which sum to 100. A share may be 0, but train's not.
 * Throws `split-spec-invalid` or `split-sum-invalid`.
 */
export function parseRatio(text: string): SplitSpec {
  const match = ratioPattern.exec(text);
  if (!match) throw new ThawError('split-spec-invalid', { text, expected: 'ratio' });
  const [train, validation, test] = match.slice(1).map(Number) as [number, number, number];
  const sum = train + validation + test;
  // Shares such as 33.33,33.33,33.34 may sum to a little less or more by binary rounding.
  if (Math.abs(sum - 100) > 1e-6) throw new ThawError('split-sum-invalid', { text, sum });
  if (train === 0) throw new ThawError('split-spec-invalid', { text, expected: 'train-above-zero' });
  return { kind: 'ratio', train, validation, test };
}

/**
 * `1000,500,500`: photos of each class in train, validation and test; what is left over is not used. `rest,100,0`:
 * train takes what the others leave. Throws `split-spec-invalid`.
 */
export function parseCount(text: string): SplitSpec {
  const match = countPattern.exec(text);
  if (!match) throw new ThawError('split-spec-invalid', { text, expected: 'count' });
  const [rest, train, validation, test] = match.slice(1);
  if (rest === undefined && Number(train) === 0)
    throw new ThawError('split-spec-invalid', { text, expected: 'train-above-zero' });
  return {
    kind: 'count',
    train: rest === undefined ? Number(train) : 'rest',
    validation: Number(validation),
    test: Number(test),
  };
}
