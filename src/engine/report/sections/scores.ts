import { formatAccuracy, formatCount, formatShare } from '../../../shared/messages/format-numbers.ts';
import type { Evaluation } from '../../../shared/run-files.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import { section, table } from './parts.ts';

/** More classes than this would be dots on a page of paper. */
const mostInMatrix = 40;
/** Rows of the list in its place. */
const mistakesListed = 40;
/** From so many classes the cells have no room for words above them. */
const crowdedFrom = 8;

/** What was said of what, and how well each class is found. */
export function scoresSection(evaluation: Evaluation, context: ReportContext): Html {
  const { words } = context;
  return markup`${section('matrix', words.matrix, matrix(evaluation, context), evaluation.perClass.length <= mostInMatrix)}${section(
    'scores',
    words.scores,
    classTable(evaluation, context),
  )}`;
}

function classTable({ perClass, confusionMatrix }: Evaluation, { words, language }: ReportContext): Html {
  const accuracy = (correct: number, count: number): string =>
    count === 0 ? words.none : formatAccuracy(correct, count, language);
  return table(
    words.scores,
    [
      { heading: words.className, isNumber: false },
      ...[words.precision, words.recall, words.f1].map((heading) => ({ heading, isNumber: true })),
    ],
    perClass.map(({ className, support, f1 }, index) => {
      const hits = confusionMatrix[index]![index]!;
      const answered = confusionMatrix.reduce((sum, row) => sum + row[index]!, 0);
      return [
        className,
        accuracy(hits, answered),
        accuracy(hits, support),
        f1 === null ? words.none : f1.toFixed(3),
      ];
    }),
  );
}

function matrix({ perClass, confusionMatrix }: Evaluation, context: ReportContext): Html {
  const { words, language } = context;
  const classes = perClass.map(({ className }) => className);
  if (classes.length > mostInMatrix) return commonMistakes(classes, confusionMatrix, context);
  const crowded = classes.length >= crowdedFrom;
  const cell = (count: number, row: number, column: number): Html => {
    const total = perClass[row]!.support;
    const share = total === 0 ? 0 : count / total;
    return markup`<td class="${tint(share, row === column)}">
      ${count === 0 && crowded ? '' : formatCount(count, language)}${
        crowded || total === 0 ? null : markup`<small>${formatShare(share, total)}</small>`
      }
    </td>`;
  };
  return markup`<p class="small lead">${words.matrixHow}</p>
  <table class="matrix${crowded ? ' crowded' : ''}">
    <caption>
      ${words.matrix}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${classes.map((name) => markup`<th scope="col"><span>${crowded ? name : words.said(name)}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${confusionMatrix.map(
        (counts, row) =>
          markup`<tr>
            <th scope="row">${crowded ? classes[row]! : words.are(classes[row]!)}</th>
            ${counts.map((count, column) => cell(count, row, column))}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

/** Five depths of two hues, by the share of the row; a mistake is rare, so little of it is seen already. */
function tint(share: number, isRight: boolean): string {
  if (share === 0) return 'c0';
  const depth = isRight ? Math.ceil(share * 4) : Math.min(4, Math.ceil(share * 20));
  return `${isRight ? 'right' : 'wrong'}${Math.max(1, depth)}`;
}

function commonMistakes(
  classes: readonly string[],
  confusionMatrix: readonly (readonly number[])[],
  { words, language }: ReportContext,
): Html {
  const found = confusionMatrix
    .flatMap((counts, row) =>
      counts.map((count, column) => ({
        row,
        column,
        count,
        total: counts.reduce((sum, each) => sum + each, 0),
      })),
    )
    .filter(({ row, column, count }) => row !== column && count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, mistakesListed);
  const listed = table(
    words.matrix,
    [
      { heading: words.className, isNumber: false },
      { heading: words.said('…'), isNumber: false },
      { heading: words.all, isNumber: true },
    ],
    found.map(({ row, column, count, total }) => [
      classes[row]!,
      classes[column]!,
      formatAccuracy(count, total, language),
    ]),
  );
  return markup`<p class="lead">${words.manyClasses(classes.length)}</p>
    ${listed}`;
}
