import {
  formatAccuracy,
  formatCount,
  formatLoss,
  formatShare,
  intervalPercent,
} from '../../shared/messages/format-numbers.ts';
import type { Evaluation } from '../../shared/run-files.ts';
import type { Acceptance } from '../../shared/statistics/acceptance-curve.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

type LineContext = Pick<CliContext, 'language' | 'words' | 'style'>;

/** Below this many photos a share says little, and the sentence says so. */
const few = 100;

/** What was measured on a part: accuracy with its interval, loss, confusion matrix, scores per class. */
export function evaluationLines(
  part: 'test' | 'validation',
  evaluation: Evaluation,
  cli: LineContext,
  acceptance: Acceptance | null = null,
): string[] {
  const { count, correct, loss } = evaluation;
  const words = cli.words.result;
  return [
    cli.style.bold(words.part[part]),
    `  ${words.accuracy}  ${cli.style.ice(formatAccuracy(correct, count, cli.language))}`,
    `  ${words.loss}  ${formatLoss(loss)}`,
    ...rankingLines(evaluation, cli).map((line) => `  ${line}`),
    ...calibrationLines(evaluation, cli).map((line) => `  ${line}`),
    ...(acceptance ? acceptanceLines(acceptance, cli).map((line) => `  ${line}`) : []),
    ...(part === 'test' ? [`  ${sentence(evaluation, cli)}`] : []),
    '',
    ...confusionLines(evaluation, cli).map((line) => `  ${line}`),
    '',
    ...classLines(evaluation, cli).map((line) => `  ${line}`),
  ];
}

function sentence({ correct, count }: Evaluation, { language, words }: LineContext): string {
  const { low, high } = intervalPercent(correct, count);
  const space = language === 'zh-CN' ? '' : ' ';
  const begin = count < few ? `${words.result.onlyFew(count)}${space}` : '';
  const stop = language === 'zh-CN' ? '。' : '. ';
  return `${begin}${words.result.right(correct, count)}${stop}${words.result.expect(low, high)}`;
}

/** How the right class ranks among the answers, and the second of two among the photos. */
function rankingLines({ ranking, topK, count }: Evaluation, { language, words }: LineContext): string[] {
  const { rocArea, averagePrecision, amongLikeliest } = words.result;
  return [
    ...(topK ?? []).map(
      ({ k, correct }) => `${amongLikeliest(k)}  ${formatAccuracy(correct, count, language)}`,
    ),
    ...(ranking
      ? [
          `${rocArea}  ${ranking.rocArea.toFixed(3)}`,
          `${averagePrecision}  ${ranking.averagePrecision.toFixed(3)}`,
        ]
      : []),
  ];
}

/** A temperature of 1 changed nothing: there is nothing to compare with. */
function calibrationLines({ calibration, count }: Evaluation, { words }: LineContext): string[] {
  if (!calibration) return [];
  const { error, before, temperature } = calibration;
  const { calibrationError, calibrated } = words.result;
  const changed =
    temperature === 1 ? '' : ` (${calibrated(formatShare(before.error, count), temperature.toFixed(2))})`;
  return [`${calibrationError}  ${formatShare(error, count)}${changed}`];
}

/** How many answers stand, and how many of those are right. */
function acceptanceLines({ count, accepted, right }: Acceptance, { language, words }: LineContext): string[] {
  const { acceptance, acceptedRight } = words.result;
  return [
    `${acceptance}  ${formatAccuracy(accepted, count, language)}`,
    ...(accepted === 0 ? [] : [`${acceptedRight}  ${formatAccuracy(right, accepted, language)}`]),
  ];
}

function confusionLines(
  { confusionMatrix, perClass }: Evaluation,
  { language, words }: LineContext,
): string[] {
  const { are, said } = words.result;
  return tableLines(
    [
      { heading: words.result.confusionMatrix, align: 'left' },
      ...perClass.map(({ className }) => ({ heading: said(className), align: 'right' }) as const),
    ],
    confusionMatrix.map((row, index) => [
      are(perClass[index]!.className),
      ...row.map((answers) => formatCount(answers, language)),
    ]),
  );
}

function classLines({ perClass }: Evaluation, { language, words }: LineContext): string[] {
  const { className, precision, recall, f1, photos } = words.result;
  const share = (value: number | null, count: number): string =>
    value === null ? '-' : formatShare(value, count);
  return tableLines(
    [
      { heading: className, align: 'left' },
      ...[precision, recall, f1, photos].map((heading) => ({ heading, align: 'right' }) as const),
    ],
    perClass.map((scores) => [
      scores.className,
      share(scores.precision, scores.support),
      share(scores.recall, scores.support),
      scores.f1 === null ? '-' : scores.f1.toFixed(3),
      formatCount(scores.support, language),
    ]),
  );
}
