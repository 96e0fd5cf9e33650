import type { AdviceOf } from '../advice.ts';
import { countPhotos, type RunFacts } from '../run-facts.ts';

/** Nothing was measured on photos that the model was not also chosen by. */
export function noTestPhotos(facts: RunFacts): readonly AdviceOf<'no-test-photos'>[] {
  if (facts.measured?.part === 'test') return [];
  const photos = countPhotos(facts, ['train', 'validation', 'test']);
  return photos === 0 ? [] : [{ kind: 'no-test-photos', photos, action: { kind: 'cross-validate' } }];
}
