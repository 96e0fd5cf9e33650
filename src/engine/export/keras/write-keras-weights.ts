import type { JobContext } from '../../job/job-context.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import { kerasOrder } from '../../models/keras-order.ts';
import { createWeightsHdf5 } from '../create-weights-hdf5.ts';
import type { KerasWeights } from '../kept-weight.ts';
import type { KerasGraph } from '../keras-graph.ts';
import { weightPaths } from './weight-paths.ts';

/**
 * Writes model.weights.h5 as Keras 3 does: each layer's weights as datasets 0, 1, … of its group `vars`. Throws
 * `cancelled`.
 */
export async function writeKerasWeights(
  path: string,
  weights: KerasWeights,
  { signal }: JobContext,
): Promise<void> {
  await createWeightsHdf5(path, weights, ({ file, add }) => {
    file.create_group('vars');
    const layers = file.create_group('layers');
    for (const { node, folder } of filed(weights.graph)) {
      stopIfCancelled(signal);
      const vars = layers.create_group(folder).create_group('vars');
      vars.create_attribute('name', node.name);
      for (const [index, name] of node.weights.entries()) add(vars, String(index), name);
    }
  });
}

/** Nodes with weights, and the name of each one's group. */
function filed(graph: KerasGraph): readonly { node: KerasGraph['nodes'][number]; folder: string }[] {
  const layers = kerasOrder(graph.nodes);
  const paths = weightPaths(layers.map(({ class_name: className, name }) => ({ className, name })));
  return layers
    .filter(({ weights }) => weights.length > 0)
    .map((node) => ({ node, folder: paths.get(node.name)!.split('/')[1]! }));
}
