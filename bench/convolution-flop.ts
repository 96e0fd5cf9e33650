import type { NetworkSpec } from '../src/shared/network.ts';
import { layerShapes } from '../src/engine/models/layer-shapes.ts';

/** Multiplications and additions of one photo's way through a network's convolutions. */
export function convolutionFlop(network: NetworkSpec): number {
  return layerShapes(network).reduce((sum, { outputShape, kernelShape }) => {
    if (kernelShape?.length !== 4) return sum;
    const [height, width] = outputShape as readonly [number, number, number];
    return sum + 2 * height * width * kernelShape.reduce((product, side) => product * side, 1);
  }, 0);
}
