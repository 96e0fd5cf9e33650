import { join } from 'node:path';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';
import { modelName } from '../export-format.ts';
import { configOf, kerasFormVersion } from '../keras-config.ts';
import { keptWeight } from '../kept-weight.ts';
import { kerasGraphOf } from '../keras-graph-of.ts';
import { modelJson } from './read-model-json.ts';
import { storedFloats, writeStoredWeights } from './stored-weights.ts';
import { withoutGroups } from './without-groups.ts';

/**
 * Writes a model as a TensorFlow.js layers model: model.json with the Keras configuration and the list of weights,
 * and their values, back to back, in files of 4 MB. Returns the files' names, model.json first.
 * Source of the format: tfjs-core/src/io/types.ts (ModelJSON). Throws `cancelled`, `disk-full`,
 * `layer-not-exportable`.
 */
export async function writeTfjs(
  model: TrainedModel,
  folder: string,
  { form, weights: type }: ExportOptions,
  context: JobContext,
): Promise<readonly string[]> {
  const { graph, weights } = kerasGraphOf({ ...model, ...withoutGroups(model) }, 'tfjs', form);
  const stored = graph.nodes
    .flatMap((node) => node.weights)
    .map((name) => {
      const kept = keptWeight({ graph, weights, type }, name);
      return storedFloats(name, kept.tensor, kept.type);
    });
  const { manifest, paths } = await writeStoredWeights(folder, stored, () => {
    stopIfCancelled(context.signal);
  });
  await writeJsonAtomically(join(folder, modelJson), {
    format: 'layers-model',
    generatedBy: 'Thaw',
    convertedBy: null,
    modelTopology: {
      keras_version: kerasFormVersion,
      backend: 'tensorflow',
      model_config: configOf(graph, modelName(model)),
    },
    weightsManifest: manifest,
  });
  return [modelJson, ...paths];
}
