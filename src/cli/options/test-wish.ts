import { resolve } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { sideRange, type TestWish, testMethods, testWishSchema } from '../../shared/test-methods.ts';
import type { CliContext } from '../cli-context.ts';
import { parseWholeNumber } from './parse-number.ts';

/** The options of `evaluate` that ask for other ways to test, as they were written. */
export interface TestOptions {
  readonly data?: string;
  readonly against?: string;
  readonly method?: string;
  readonly scales?: string;
  readonly with?: readonly string[];
}

/** What they ask for; null: nothing. `all`: every single method. Throws `invalid-value`, `options-conflict`. */
export function testWish(
  { data, against, method, scales, with: others = [] }: TestOptions,
  { cwd, words }: Pick<CliContext, 'cwd' | 'words'>,
): TestWish | null {
  if (method === undefined && scales === undefined && others.length === 0) return null;
  const first = method === undefined ? (scales === undefined ? '--with' : '--scales') : '--method';
  if (data !== undefined) throw new ThawError('options-conflict', { first, second: '--data' });
  if (against !== undefined) throw new ThawError('options-conflict', { first, second: '--against' });
  const wish = {
    methods: namesOf(method ?? (scales === undefined ? '' : 'scales')),
    scales:
      scales?.split(',').map((side) => parseWholeNumber('--scales', side.trim(), words, ...sideRange)) ??
      null,
    ensemble: others.map((other) => resolve(cwd, other)),
  };
  const parsed = testWishSchema.safeParse(wish);
  if (parsed.success) return parsed.data;
  throw new ThawError('invalid-value', {
    option: '--method',
    value: method ?? '',
    expected: [...testMethods, 'dense+multi-crop', 'all'].join(', '),
  });
}

function namesOf(method: string): readonly string[] {
  if (method === 'all') return testMethods.filter((name) => name !== 'plain');
  return method.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
}
