import type { ExportFormatName } from '../../../shared/export-formats.ts';
import { hasPage } from '../samples/samples-of.ts';

/** TensorFlow.js in the scripts of a page, and a report with its pictures. */
const pageLibraryBytes = 4e6;
const reportBytes = 2e6;

/** Bytes of a kit whose model takes `modelBytes`, to see beforehand whether it fits. */
export function kitBytes(format: ExportFormatName, modelBytes: number): number {
  // The page's scripts hold the model once more, as base64: four letters for three bytes.
  const page = hasPage(format) ? Math.ceil(modelBytes * (4 / 3)) + pageLibraryBytes : 0;
  return modelBytes + page + reportBytes;
}
