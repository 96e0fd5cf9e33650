import type { ExportOptions } from '../../../shared/export-formats.ts';
import { encodeOnnx } from '../../backend/onnx/encode-onnx.ts';
import type { JobContext } from '../../job/job-context.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { writeAtomically } from '../../storage/write-atomically.ts';
import { describeLabels } from '../labels-file.ts';
import { exportGraph } from './export-graph.ts';

/** Resize with antialiasing came with it (ONNX 1.13, 2022). */
const operatorSet = 18;

/** Writes a model as one .onnx file, its classes in the file's metadata. Throws `cancelled`, `disk-full`. */
export async function writeOnnx(
  model: TrainedModel,
  path: string,
  options: ExportOptions,
  { signal }: JobContext,
): Promise<void> {
  const { network, file } = model;
  const { classes, output } = describeLabels(network, file.classes, null, options.form);
  const metadata = {
    form: options.form,
    weights: options.weights,
    classes: JSON.stringify(classes),
    output: JSON.stringify(output),
  };
  const content = encodeOnnx(exportGraph(model, options), { operatorSet, metadata });
  stopIfCancelled(signal);
  await writeAtomically(path, content);
}
