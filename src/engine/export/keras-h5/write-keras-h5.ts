import type { Group } from 'h5wasm/node';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { createWeightsHdf5, type WeightsHdf5 } from '../create-weights-hdf5.ts';
import { modelName } from '../export-format.ts';
import { configOf, kerasFormVersion } from '../keras-config.ts';
import type { KerasNode } from '../keras-graph.ts';
import { kerasGraphOf } from '../keras-graph-of.ts';

/**
 * Writes a model as Keras saves one to .h5: the configuration as JSON in the attribute `model_config`, and a group
 * per layer under `model_weights` whose attribute `weight_names` names its datasets (kernels in height, width, in, out
 * order). Throws `cancelled`, `layer-not-exportable`. Source: keras/src/legacy/saving/legacy_h5_format.py of Keras 3.
 */
export async function writeKerasH5(
  model: TrainedModel,
  path: string,
  { form, weights: type }: ExportOptions,
  { signal }: JobContext,
): Promise<void> {
  const { graph, weights } = kerasGraphOf(model, 'keras-h5', form);
  await createWeightsHdf5(path, { graph, weights, type }, ({ file, add }) => {
    describeVersions(file);
    file.create_attribute('model_config', JSON.stringify(configOf(graph, modelName(model))));
    const group = file.create_group('model_weights');
    describeVersions(group);
    group.create_attribute(
      'layer_names',
      graph.nodes.map(({ name }) => name),
    );
    for (const node of graph.nodes) {
      stopIfCancelled(signal);
      writeWeights(group.create_group(node.name), node, add);
    }
  });
}

function describeVersions(group: Group): void {
  group.create_attribute('keras_version', kerasFormVersion);
  group.create_attribute('backend', 'tensorflow');
}

/** Datasets LAYER/LAYER/kernel, LAYER/LAYER/bias: Keras repeats the layer's name within its group. */
function writeWeights(group: Group, node: KerasNode, add: WeightsHdf5['add']): void {
  if (node.weights.length === 0) {
    group.create_attribute('weight_names', [], [0], 'S1');
    return;
  }
  group.create_attribute('weight_names', [...node.weights]);
  const inner = group.create_group(node.name);
  for (const name of node.weights) add(inner, name.slice(node.name.length + 1), name);
}
