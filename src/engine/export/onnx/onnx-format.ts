import { join } from 'node:path';
import { exportFormats } from '../../../shared/export-formats.ts';
import { type ExportFormat, weightBytes } from '../export-format.ts';
import { readPortableModel } from '../read-portable-model.ts';
import { onnxRuntime, openOnnxExport } from './open-onnx-export.ts';
import { writeOnnx } from './write-onnx.ts';

const { modelFile } = exportFormats.onnx;

/** One .onnx file for onnxruntime and all else that reads ONNX. */
export const onnxFormat: ExportFormat = {
  name: 'onnx',
  ...exportFormats.onnx,
  fileEndings: ['.onnx'],
  bytesNeeded: (model, options) => weightBytes(model, options) + 2e6,
  write: async (model, folder, options, context) => {
    onnxRuntime();
    await writeOnnx(model, join(folder, modelFile), options, context);
    return [modelFile];
  },
  open: async (folder) => openOnnxExport(join(folder, modelFile), await readPortableModel(folder)),
};
