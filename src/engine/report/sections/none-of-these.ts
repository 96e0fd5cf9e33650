import { formatAccuracy, formatCount } from '../../../shared/messages/format-numbers.ts';
import { usualShare } from '../../../shared/statistics/acceptance.ts';
import type { Acceptance } from '../../../shared/statistics/acceptance-curve.ts';
import { markup, type Html, type Part } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import type { ReportedRule, ReportFacts } from '../report-facts.ts';
import { factList, section, table } from './parts.ts';

/** By what an answer becomes "none of these", and what that does to each part. */
export function noneSection({ acceptance }: ReportFacts, context: ReportContext): Html {
  const { words } = context;
  if (!acceptance) return section('none', words.noneOfThese, markup`<p>${words.everythingStands}</p>`, true);
  return section(
    'none',
    words.noneOfThese,
    markup`${thresholds(acceptance, context)}${coverage(acceptance, context)}
      <p class="small">${words.noneHow}</p>`,
    true,
  );
}

function thresholds({ rule, share, validation }: ReportedRule, { words, language }: ReportContext): Html {
  const { confidence, familiarity } = rule;
  const percent = Math.round(100 * (share ?? usualShare));
  return factList([
    { label: words.leastSure, value: `${(100 * confidence).toFixed(1)}\u00a0%` },
    familiarity === null
      ? { label: words.leastLike, value: words.notLookedAt }
      : { label: words.leastLike, value: familiarity.toFixed(2), remark: words.leastLikeHow },
    {
      label: words.chosenOn,
      value: validation ? words.validationPhotos(formatCount(validation.count, language)) : words.none,
      remark: share === null ? words.chosenByThaw(percent) : words.chosenByHand(percent),
    },
  ]);
}

function coverage({ validation, test }: ReportedRule, { words, result, language }: ReportContext): Html {
  const accuracy = (correct: number, count: number): string =>
    count === 0 ? words.none : formatAccuracy(correct, count, language);
  const row = (name: string, measured: Acceptance | null): readonly Part[] =>
    measured
      ? [name, accuracy(measured.accepted, measured.count), accuracy(measured.right, measured.accepted)]
      : [name, words.none, words.none];
  return table(
    words.noneOfThese,
    [
      { heading: words.part, isNumber: false },
      { heading: result.acceptance, isNumber: true },
      { heading: result.acceptedRight, isNumber: true },
    ],
    [row(words.parts.validation, validation), row(words.parts.test, test)],
  );
}
