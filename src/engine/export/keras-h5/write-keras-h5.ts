import * as h5wasm from 'h5wasm/node';
import type { Group } from 'h5wasm/node';
import type { LayerSpec } from '../../../shared/network.ts';
import { weightParts } from '../../../shared/weight-parts.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { modelName } from '../export-format.ts';
import { kerasFormVersion, toKerasConfig } from '../keras-config.ts';

/**
 * Writes a model as Keras saves one to .h5: the configuration as JSON in the attribute `model_config`, and a group
 * per layer under `model_weights` whose attribute `weight_names` names its datasets (float32, kernels in height,
 * width, in, out order). Tensor by tensor, so that HDF5 holds one at a time. Throws `cancelled`, `layer-not-exportable`.
 * Source: keras/src/legacy/saving/legacy_h5_format.py of Keras 3.
 */
export async function writeKerasH5(model: TrainedModel, path: string, context: JobContext): Promise<void> {
  const module = await h5wasm.ready;
  // Otherwise a failed write, as on a full disk, is only printed.
  module.activate_throwing_error_handler();
  const file = new h5wasm.File(path, 'w');
  try {
    describeVersions(file);
    file.create_attribute(
      'model_config',
      JSON.stringify(toKerasConfig(model.network, modelName(model), 'keras-h5')),
    );
    const weights = file.create_group('model_weights');
    describeVersions(weights);
    const layerNames = model.network.layers.map((layer) => layer.name);
    weights.create_attribute('layer_names', layerNames);
    for (const layer of model.network.layers) {
      stopIfCancelled(context.signal);
      writeWeights(weights.create_group(layer.name), layer, model.weights);
    }
  } finally {
    file.close();
    module.deactivate_throwing_error_handler();
  }
}

function describeVersions(group: Group): void {
  group.create_attribute('keras_version', kerasFormVersion);
  group.create_attribute('backend', 'tensorflow');
}

/** Datasets LAYER/LAYER/kernel, LAYER/LAYER/bias: Keras repeats the layer's name within its group. */
function writeWeights(group: Group, layer: LayerSpec, weights: TrainedModel['weights']): void {
  const parts = weightParts(layer);
  if (parts.length === 0) {
    group.create_attribute('weight_names', [], [0], 'S1');
    return;
  }
  group.create_attribute(
    'weight_names',
    parts.map((part) => `${layer.name}/${part}`),
  );
  const inner = group.create_group(layer.name);
  for (const part of parts) {
    const { shape, values } = weights.get(`${layer.name}/${part}`)!;
    inner.create_dataset({ name: part, data: values, shape: [...shape], dtype: '<f4' });
  }
}
