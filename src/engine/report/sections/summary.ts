import { adviceHelps, adviceSeen } from '../../../shared/messages/en/advice-words.ts';
import {
  formatAccuracy,
  formatLoss,
  formatShare,
  intervalPercent,
} from '../../../shared/messages/format-numbers.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import type { ReportFacts } from '../report-facts.ts';
import { factList, section, type Fact } from './parts.ts';

/** Below it the sentence begins with how few photos there were. */
const few = 100;

/** What was measured, with its doubt, and what is worth doing about it. */
export function summarySection(report: ReportFacts, context: ReportContext): Html {
  const { words, advice } = context;
  const { notes } = report;
  return markup`${section('result', words.result, scoreOf(report, context), true)}${section(
    'advice',
    advice.title,
    report.advice.length === 0
      ? markup`<p>${advice.none}</p>`
      : markup`<ol class="advice">
          ${report.advice.map(
            (one) => markup`<li><b>${adviceSeen(one, advice)}</b> ${adviceHelps(one, advice)}</li> `,
          )}
        </ol>`,
  )}${notes === '' ? null : section('notes', words.notes, markup`<p class="notes">${notes}</p>`)}`;
}

function scoreOf({ facts, test, validation }: ReportFacts, { language, words, result }: ReportContext): Html {
  const { measured } = facts;
  if (!measured || measured.evaluation.count === 0) return markup`<p>${words.notMeasured}</p>`;
  const { correct, count, confusionMatrix, topK } = measured.evaluation;
  const { low, high } = intervalPercent(correct, count);
  const supports = confusionMatrix.map((row) => row.reduce((sum, answers) => sum + answers, 0));
  const most = Math.max(...supports);
  const mostFrequent = facts.classes[supports.indexOf(most)] ?? '';
  const [space, stop] = language === 'zh-CN' ? ['', '。'] : [' ', '. '];
  const expected =
    measured.part === 'test'
      ? `${count < few ? `${result.onlyFew(count)}${space}` : ''}${result.right(correct, count)}${stop}${result.expect(low, high)}${space}`
      : `${result.right(correct, count)}${stop}`;
  const more: readonly Fact[] = [
    ...(topK ?? []).map(({ k, correct: among }) => ({
      label: words.amongLikeliest(k),
      value: formatAccuracy(among, count, language),
    })),
    { label: words.lossOn[measured.part], value: formatLoss(measured.evaluation.loss) },
    ...(test && validation && validation.count > 0
      ? [
          { label: words.validation, value: formatAccuracy(validation.correct, validation.count, language) },
          { label: words.lossOn.validation, value: formatLoss(validation.loss) },
        ]
      : []),
  ];
  return markup`<p class="score">${formatAccuracy(correct, count, language)}</p>
    <p class="under">${measured.part === 'test' ? words.onTest : words.onValidation}</p>
    <p>${expected}${words.always(mostFrequent, formatShare(most / count, count))}</p>
    ${factList(more)}`;
}
