import { join } from 'node:path';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { encodeSavedModel } from '../../backend/graph/encode-saved-model.ts';
import { createGraphWriter } from '../../backend/graph/graph-writer.ts';
import { toFloat16Words } from '../../features/float16.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { dataFile, indexFile } from '../../storage/checkpoint/checkpoint-files.ts';
import { writeCheckpoint } from '../../storage/checkpoint/write-checkpoint.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { writeAtomically } from '../../storage/write-atomically.ts';
import { modelGraph } from '../graph/model-graph.ts';
import { restoringNodes, type Variable, variableWeights } from './variable-nodes.ts';
import { provideFolder } from '../../storage/make-folder.ts';

/** The folder that loaders are given, within the export's. */
export const savedModelFolder = 'saved_model';
export const savedModelFile = `${savedModelFolder}/saved_model.pb`;
/** Loaders look for the variables under this name. */
export const variablesPrefix = `${savedModelFolder}/variables/variables`;

/**
 * Writes the folder `saved_model`: the graph, and the weights as a checkpoint. Returns the files' names. Throws
 * `cancelled`, `permission-denied`, `disk-full`.
 */
export async function writeSavedModel(
  model: TrainedModel,
  folder: string,
  { form, weights }: ExportOptions,
  context: JobContext,
): Promise<readonly string[]> {
  const type = weights === 'float16' ? DataType.DT_HALF : DataType.DT_FLOAT;
  const variables = layerShapes(model.network).flatMap(({ name, weights: parts }): Variable[] =>
    parts.map(({ part, shape }) => ({ name: `${name}/${part}`, shape })),
  );
  const graph = createGraphWriter();
  const weight = variableWeights(graph, new Map(variables.map(({ name, shape }) => [name, shape])), type);
  const whole = modelGraph(graph, model, { form, resizes: true, namesClasses: form === 'photo', weight });
  const content = encodeSavedModel(whole, restoringNodes(graph, variables, type));
  await writeAtomically(join(folder, savedModelFile), content);
  const prefix = join(folder, variablesPrefix);
  await provideFolder(join(prefix, '..'));
  await writeCheckpoint(
    prefix,
    variables.map(({ name }) => name),
    (name) => {
      stopIfCancelled(context.signal);
      const { shape, values } = model.weights.get(name)!;
      const stored = type === DataType.DT_HALF ? toFloat16Words(values) : values;
      const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
      return { type, shape, bytes };
    },
  );
  return [savedModelFile, indexFile(variablesPrefix), dataFile(variablesPrefix)];
}
