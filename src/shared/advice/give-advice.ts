import type { Advice } from './advice.ts';
import { confusedPairs } from './rules/confused-pair.ts';
import { fewPhotos } from './rules/few-photos.ts';
import { leakedPhotos } from './rules/leaked-photos.ts';
import { misjudgedCertainty } from './rules/misjudged-certainty.ts';
import { noBetterThanOneAnswer } from './rules/no-better-than-one-answer.ts';
import { noTestPhotos } from './rules/no-test-photos.ts';
import { oddClass } from './rules/odd-class.ts';
import { overfitting } from './rules/overfitting.ts';
import { sureMistake } from './rules/sure-mistake.ts';
import { unbalanced } from './rules/unbalanced.ts';
import { underfitting } from './rules/underfitting.ts';
import { wideInterval } from './rules/wide-interval.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * By weight: first what makes the score untrue, then what holds the whole model back, then single classes and photos, then
 * how well the score and its certainty are known.
 */
const rules: readonly ((facts: RunFacts) => readonly Advice[])[] = [
  leakedPhotos,
  noTestPhotos,
  noBetterThanOneAnswer,
  underfitting,
  overfitting,
  fewPhotos,
  unbalanced,
  oddClass,
  confusedPairs,
  sureMistake,
  misjudgedCertainty,
  wideInterval,
];

/** More than this nobody works through. */
const most = 5;

/** What is worth doing about a run, the weightiest first; at most five. Empty: nothing that the numbers can show. */
export function giveAdvice(facts: RunFacts): readonly Advice[] {
  const found = rules.flatMap((rule) => rule(facts));
  return found.filter((advice) => !isSaid(advice, found)).slice(0, most);
}

/** Something weightier says the same: that a class has too few photos says why it is found less often. */
function isSaid(advice: Advice, found: readonly Advice[]): boolean {
  if (advice.kind === 'odd-class')
    return found.some((other) => other.kind === 'unbalanced' && other.smallest === advice.className);
  return (
    advice.kind === 'wide-interval' &&
    found.some(({ action, kind }) => kind === 'no-better-than-one-answer' && action.kind === 'cross-validate')
  );
}
