import type { AdviceOf } from '../advice.ts';
import type { RunFacts } from '../run-facts.ts';

/**
 * Photos of a picture that the model learned from, or was chosen by, among those that measure it. A count, so nothing here
 * is chance; a single one is said, since the score is called one of photos never seen.
 */
export function leakedPhotos({ leaks }: RunFacts): readonly AdviceOf<'leaked-photos'>[] {
  if (!leaks || leaks.test.leaked + leaks.validation.leaked === 0) return [];
  const { test, validation } = leaks;
  return [{ kind: 'leaked-photos', test, validation, action: { kind: 'split-anew' } }];
}
