import { join } from 'node:path';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { weightParts } from '../../../shared/weight-parts.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';
import { modelName } from '../export-format.ts';
import { kerasFormVersion, toKerasConfig } from '../keras-config.ts';
import { withProbabilityAClass } from '../with-probability-a-class.ts';
import { photoLayers } from './photo-layers.ts';
import { modelJson } from './read-model-json.ts';
import { storedFloats, writeStoredWeights } from './stored-weights.ts';
import { withPhotoLayers } from './with-photo-layers.ts';
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
  const front = form === 'photo' ? photoLayers(model.network) : null;
  const { network, weights } = withoutGroups(front ? withProbabilityAClass(model) : model);
  const names = network.layers.flatMap((layer) => weightParts(layer).map((part) => `${layer.name}/${part}`));
  const stored = [
    ...[...(front?.weights ?? [])].map(([name, tensor]) => storedFloats(name, tensor, 'float32')),
    ...names.map((name) => storedFloats(name, weights.get(name)!, type)),
  ];
  const plain = toKerasConfig(network, modelName(model), 'tfjs');
  const [height, width] = network.inputShape;
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
      model_config: front ? withPhotoLayers(plain, front, [height, width]) : plain,
    },
    weightsManifest: manifest,
  });
  return [modelJson, ...paths];
}
