import type { NetworkSpec } from '../src/shared/network.ts';
import { sizeOfShape } from '../src/shared/size-of-shape.ts';
import { layerShapes } from '../src/engine/models/layer-shapes.ts';

/** Multiplications and additions of one photo's way through a network's convolutions. */
export function convolutionFlop(network: NetworkSpec): number {
  return layerShapes(network).reduce((sum, { outputShape, weights }) => {
    const kernels = weights.filter(({ shape }) => shape.length === 4);
    const [height = 0, width = 0] = outputShape;
    const size = kernels.reduce((total, { shape }) => total + sizeOfShape(shape), 0);
    return sum + 2 * height * width * size;
  }, 0);
}
