import { blocksOfLayers } from '../../engine/models/blocks-of-layers.ts';
import { describeNetwork } from '../../engine/models/describe-network.ts';
import { layerShapes, type LayerShape } from '../../engine/models/layer-shapes.ts';
import { receptiveFields, windowOf } from '../../engine/models/receptive-fields.ts';
import type { LayerRow, NetworkTable, SizeFormula } from '../../shared/app/recipe-view.ts';
import type { LayerSpec } from '../../shared/network.ts';
import { isKernel } from '../../shared/weight-parts.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';

/** Every layer of a recipe's network with what it makes of one photo. Throws `image-size-too-small`. */
export function networkTable(recipe: Recipe, numClasses: number): NetworkTable {
  const network = describeNetwork(recipe.network, recipe.image, numClasses);
  const shapes = layerShapes(network);
  const fields = receptiveFields(network);
  const blocks = blocksOfLayers(network, recipe.network);
  const rows = network.layers.map((layer, index): LayerRow => {
    const { inputShapes, outputShape, parameters } = shapes[index]!;
    return {
      layer: layer.name,
      kind: layer.kind,
      block: blocks[index]!,
      outputShape,
      parameters,
      multiplyAdds: multiplyAdds(shapes[index]!),
      window: sizeFormula(layer, inputShapes[0]![0]!, outputShape[0]!),
      receptiveField: fields[index]!.size,
    };
  });
  return { rows, parameters: total(rows, 'parameters'), multiplyAdds: total(rows, 'multiplyAdds') };
}

/** For one photo: every number of a kernel is used once at every place of the output. */
export function multiplyAdds({ name, weights, outputShape }: LayerShape): number {
  const kernels = weights.filter(({ part }) => isKernel(`${name}/${part}`));
  return (
    sizeOfShape(outputShape.slice(0, -1)) * kernels.reduce((sum, { shape }) => sum + sizeOfShape(shape), 0)
  );
}

/** What is added to the side is what makes the output as large as it is: `same` adds less where windows do not fit. */
function sizeFormula(layer: LayerSpec, input: number, output: number): SizeFormula | null {
  const window = windowOf(layer);
  if (!window) return null;
  const { size: filter, stride } = window;
  const padding = Math.max(0, (output - 1) * stride + filter - input);
  return { input, filter, padding, stride, output };
}

function total(rows: readonly LayerRow[], which: 'parameters' | 'multiplyAdds'): number {
  return rows.reduce((sum, row) => sum + row[which], 0);
}
