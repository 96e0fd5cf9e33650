import { join } from 'node:path';
import { weightParts } from '../../../shared/weight-parts.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';
import { modelName } from '../export-format.ts';
import { kerasFormVersion, toKerasConfig } from '../keras-config.ts';
import { withoutGroups } from './without-groups.ts';
import { shardBytes, writeShards } from './write-shards.ts';

/**
 * Writes a model as a TensorFlow.js layers model: model.json with the Keras configuration and the list of weights,
 * and their float32 values, back to back, in files of 4 MB. Returns the files' names, model.json first.
 * Source of the format: tfjs-core/src/io/types.ts (ModelJSON). Throws `cancelled`, `disk-full`,
 * `layer-not-exportable`.
 */
export async function writeTfjs(model: TrainedModel, folder: string, context: JobContext): Promise<string[]> {
  const { network, weights } = withoutGroups(model);
  const names = network.layers.flatMap((layer) => weightParts(layer).map((part) => `${layer.name}/${part}`));
  const tensors = names.map((name) => weights.get(name)!);
  const bytes = tensors.reduce((sum, tensor) => sum + tensor.values.byteLength, 0);
  const numShards = Math.ceil(bytes / shardBytes);
  const paths = Array.from({ length: numShards }, (_, index) => `group1-shard${index + 1}of${numShards}.bin`);
  await writeShards(
    paths.map((path) => join(folder, path)),
    tensors.map((tensor) => tensor.values),
    () => {
      stopIfCancelled(context.signal);
    },
  );
  await writeJsonAtomically(join(folder, 'model.json'), {
    format: 'layers-model',
    generatedBy: 'Thaw',
    convertedBy: null,
    modelTopology: {
      keras_version: kerasFormVersion,
      backend: 'tensorflow',
      model_config: toKerasConfig(network, modelName(model), 'tfjs'),
    },
    weightsManifest: [
      {
        paths,
        weights: names.map((name, index) => ({ name, shape: tensors[index]!.shape, dtype: 'float32' })),
      },
    ],
  });
  return ['model.json', ...paths];
}
