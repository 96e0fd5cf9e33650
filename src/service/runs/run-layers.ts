import { blocksOfLayers } from '../../engine/models/blocks-of-layers.ts';
import { describeNetwork } from '../../engine/models/describe-network.ts';
import { isShown } from '../../engine/models/is-shown.ts';
import { layerShapes } from '../../engine/models/layer-shapes.ts';
import type { LayerView } from '../../shared/app/run-view.ts';
import type { RunConfig } from '../../shared/run-files.ts';

/** The layers of a run's network that make something of a picture: all but those that pass it on as it is. */
export function runLayers({ recipe, classes }: Pick<RunConfig, 'recipe' | 'classes'>): readonly LayerView[] {
  const network = describeNetwork(recipe.network, recipe.image, classes.length);
  const shapes = layerShapes(network);
  const blocks = blocksOfLayers(network, recipe.network);
  return network.layers.flatMap((layer, index): LayerView[] => {
    const { kind, name } = layer;
    if (!isShown(layer)) return [];
    const { outputShape } = shapes[index]!;
    return [{ layer: name, block: blocks[index]!, kind, outputShape }];
  });
}
