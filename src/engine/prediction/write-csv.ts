import type { PredictionEvent } from '../../shared/job-events.ts';
import { requireFree } from '../export/destination.ts';
import { writeAtomically } from '../storage/write-atomically.ts';

/**
 * Predictions as a CSV file (RFC 4180, UTF-8 without a byte order mark): file, label, confidence (the probability of
 * the label), then one column a class in the order of `classes`. Files that could not be read have empty columns.
 * Throws `export-destination-taken` where the file exists, `permission-denied`, `disk-full`.
 */
export async function writePredictionsCsv(
  file: string,
  classes: readonly string[],
  predictions: readonly PredictionEvent[],
): Promise<void> {
  await requireFree(file);
  await writeAtomically(file, formatPredictionsCsv(classes, predictions));
}

/** The content of that file. */
export function formatPredictionsCsv(
  classes: readonly string[],
  predictions: readonly PredictionEvent[],
): string {
  const header = ['file', 'label', 'confidence', ...classes.map(asText)];
  const rows = predictions.map(({ file, label, probabilities }) => {
    const scores = classes.map((name) => asNumber(probabilities[name]));
    const confidence = label === null ? '' : asNumber(probabilities[label]);
    return [asText(file), asText(label ?? ''), confidence, ...scores];
  });
  return [header, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/**
 * A name that a spreadsheet would take for a formula gets an apostrophe in front. Source: OWASP, CSV injection.
 */
function asText(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
}

/** Six decimals, never an exponent. */
function asNumber(probability: number | undefined): string {
  return probability === undefined ? '' : probability.toFixed(6);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
