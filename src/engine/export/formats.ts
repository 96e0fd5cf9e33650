import { exportFormatNames } from '../../shared/export-formats.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportFormat } from './export-format.ts';
import { kerasFormat } from './keras/keras-format.ts';
import { kerasH5Format } from './keras-h5/keras-h5-format.ts';
import { onnxFormat } from './onnx/onnx-format.ts';
import { savedModelFormat } from './savedmodel/savedmodel-format.ts';
import { tfjsGraphFormat } from './tfjs-graph/tfjs-graph-format.ts';
import { tfjsFormat } from './tfjs/tfjs-format.ts';

/** Every format, by its name on the command line. */
const formats: readonly ExportFormat[] = [
  kerasFormat,
  kerasH5Format,
  savedModelFormat,
  onnxFormat,
  tfjsFormat,
  tfjsGraphFormat,
];

/** The format of this name. Throws `unknown-format`. */
export function exportFormatByName(name: string): ExportFormat {
  const found = formats.find((format) => format.name === name);
  if (!found) throw new ThawError('unknown-format', { format: name, known: exportFormatNames });
  return found;
}
