import type { JobContext } from '../../job/job-context.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import { openHdf5 } from '../../storage/open-hdf5.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { kerasOrder } from '../../models/keras-order.ts';
import type { KerasGraph } from '../keras-graph.ts';
import { weightPaths } from './weight-paths.ts';

/**
 * Writes model.weights.h5 as Keras 3 does: each layer's weights as datasets 0, 1, … of its group `vars`, tensor by
 * tensor, so that HDF5 holds one at a time. Throws `cancelled`.
 */
export async function writeKerasWeights(
  path: string,
  graph: KerasGraph,
  weights: TensorMap,
  { signal }: JobContext,
): Promise<void> {
  const { file, close } = await openHdf5(path, 'w');
  try {
    file.create_group('vars');
    const layers = file.create_group('layers');
    for (const { node, folder } of filed(graph)) {
      stopIfCancelled(signal);
      const vars = layers.create_group(folder).create_group('vars');
      vars.create_attribute('name', node.name);
      for (const [index, name] of node.weights.entries()) {
        const { shape, values } = (graph.ownWeights.get(name) ?? weights.get(name))!;
        vars.create_dataset({ name: String(index), data: values, shape: [...shape], dtype: '<f4' });
      }
    }
  } finally {
    close();
  }
}

/** Nodes with weights, and the name of each one's group. */
function filed(graph: KerasGraph): readonly { node: KerasGraph['nodes'][number]; folder: string }[] {
  const layers = kerasOrder(graph.nodes);
  const paths = weightPaths(layers.map(({ class_name: className, name }) => ({ className, name })));
  return layers
    .filter(({ weights }) => weights.length > 0)
    .map((node) => ({ node, folder: paths.get(node.name)!.split('/')[1]! }));
}
