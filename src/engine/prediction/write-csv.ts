import { formatPredictionsCsv, type PredictionRow } from '../../shared/predictions-csv.ts';
import { requireFree } from '../export/destination.ts';
import { writeAtomically } from '../storage/write-atomically.ts';

/**
 * Predictions as a CSV file, UTF-8 without a byte order mark. Throws `export-destination-taken` where the file
 * exists, `permission-denied`, `disk-full`.
 */
export async function writePredictionsCsv(
  file: string,
  classes: readonly string[],
  predictions: readonly PredictionRow[],
): Promise<void> {
  await requireFree(file);
  await writeAtomically(file, formatPredictionsCsv(classes, predictions));
}
