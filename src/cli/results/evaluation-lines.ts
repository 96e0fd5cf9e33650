import {
  formatAccuracy,
  formatCount,
  formatLoss,
  formatShare,
  intervalPercent,
} from '../../shared/messages/format-numbers.ts';
import type { Evaluation } from '../../shared/run-files.ts';
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
): string[] {
  const { count, correct, loss } = evaluation;
  const words = cli.words.result;
  return [
    cli.style.bold(words.part[part]),
    `  ${words.accuracy}  ${cli.style.ice(formatAccuracy(correct, count, cli.language))}`,
    `  ${words.loss}  ${formatLoss(loss)}`,
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
