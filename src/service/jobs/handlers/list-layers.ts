import { layerShapes } from '../../../engine/models/layer-shapes.ts';
import { openModel } from '../../../engine/models/model-folder.ts';
import type { LayersResult } from '../../../shared/job-results/explanation-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';

export async function listLayers({ run }: RequestOf<'list-layers'>): Promise<LayersResult> {
  const { network } = await openModel(run);
  const shapes = layerShapes(network);
  const layers = network.layers.map(({ name, kind }, index) => {
    const { outputShape, parameters } = shapes[index]!;
    return { name, kind, outputShape, parameters };
  });
  return { run, inputShape: network.inputShape, layers };
}
