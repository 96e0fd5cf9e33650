/** Which answers are looked at. Null: any. */
export interface AnswerFilter {
  /** The class they are of. */
  readonly className: string | null;
  /** The class that was answered. */
  readonly answer: string | null;
}

export const allMistakes: AnswerFilter = { className: null, answer: null };

/** A cell of the matrix filters the photos; the chosen one again shows all. */
export function afterCell(filter: AnswerFilter, className: string, answer: string): AnswerFilter {
  const isChosen = filter.className === className && filter.answer === answer;
  return isChosen ? allMistakes : { className, answer };
}

/** Only a cell of the diagonal asks for right answers; all else is about mistakes. */
export function asksForMistakes({ className, answer }: AnswerFilter): boolean {
  return className === null || className !== answer;
}

/** Mistakes that a filter leaves, counted in the confusion matrix (rows: what they are). */
export function countMistakes(
  matrix: readonly (readonly number[])[],
  classes: readonly string[],
  filter: AnswerFilter,
): number {
  let sum = 0;
  for (const [row, counts] of matrix.entries())
    for (const [column, count] of counts.entries())
      if (
        row !== column &&
        (filter.className === null || classes[row] === filter.className) &&
        (filter.answer === null || classes[column] === filter.answer)
      )
        sum += count;
  return sum;
}
