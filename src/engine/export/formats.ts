import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportFormat } from './export-format.ts';
import { kerasH5Format } from './keras-h5/keras-h5-format.ts';
import { tfjsFormat } from './tfjs/tfjs-format.ts';

/** Every format, by its name on the command line. */
const formats: readonly ExportFormat[] = [kerasH5Format, tfjsFormat];

export const exportFormatNames: readonly string[] = formats.map((format) => format.name);

/** The format of this name. Throws `unknown-format`. */
export function exportFormatByName(name: string): ExportFormat {
  const found = formats.find((format) => format.name === name);
  if (!found) throw new ThawError('unknown-format', { format: name, known: exportFormatNames });
  return found;
}
