import type { ExportFormatName } from '../../../shared/export-formats.ts';
import { pageRuntimeOf } from '../samples/samples-of.ts';

/** A report with its pictures. */
const reportBytes = 2e6;

/** Bytes of a kit whose model takes `modelBytes`, to see beforehand whether it fits. */
export function kitBytes(format: ExportFormatName, modelBytes: number): number {
  // The page's scripts hold the model once more, as base64: four letters for three bytes.
  const page = pageRuntimeOf(format);
  return modelBytes + (page ? Math.ceil(modelBytes * (4 / 3)) + page.bytes : 0) + reportBytes;
}
