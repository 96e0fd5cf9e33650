import { csvText, formatCsv } from './csv.ts';

/** The answer in files, whatever the language, as their column names are. */
export const noneOfThese = 'none of these';

/** One photo's answer, as a row of the CSV. */
export interface PredictionRow {
  readonly file: string;
  /** The likeliest class; null where the file could not be read. */
  readonly label: string | null;
  /** false: the answer is "none of these". */
  readonly accepted: boolean;
  /** By class name. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/**
 * Predictions as CSV (RFC 4180): file, label (the likeliest class), confidence (its probability), answer (the label or
 * "none of these"), then one column a class in the order of `classes`. Files that could not be read have empty columns.
 */
export function formatPredictionsCsv(
  classes: readonly string[],
  predictions: readonly PredictionRow[],
): string {
  const header = ['file', 'label', 'confidence', 'answer', ...classes.map(csvText)];
  const rows = predictions.map(({ file, label, accepted, probabilities }) => {
    const scores = classes.map((name) => asNumber(probabilities[name]));
    const confidence = label === null ? '' : asNumber(probabilities[label]);
    return [
      csvText(file),
      csvText(label ?? ''),
      confidence,
      csvText(accepted ? (label ?? '') : noneOfThese),
      ...scores,
    ];
  });
  return formatCsv([header, ...rows]);
}

/** Six decimals, never an exponent. */
function asNumber(probability: number | undefined): string {
  return probability === undefined ? '' : probability.toFixed(6);
}
