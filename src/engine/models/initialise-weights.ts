import { hasWeights, type NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import { layerShapes } from './layer-shapes.ts';

/**
 * Fresh weights for the layers from `fromLayer` on: Glorot uniform kernels and zero biases, Keras's defaults.
 * A layer's draws depend on the seed and its name only.
 */
export function initialiseWeights(network: NetworkSpec, seed: number, fromLayer = 0): TensorMap {
  const shapes = layerShapes(network);
  const weights = new Map<string, HostTensor>();
  network.layers.forEach((layer, index) => {
    const kernelShape = shapes[index]!.kernelShape;
    if (index < fromLayer || !hasWeights(layer) || !kernelShape) return;
    weights.set(`${layer.name}/kernel`, {
      shape: kernelShape,
      values: glorotUniform(kernelShape, seed, layer.name),
    });
    const outputs = kernelShape.at(-1)!;
    weights.set(`${layer.name}/bias`, { shape: [outputs], values: new Float32Array(outputs) });
  });
  return weights;
}

/**
 * Even in [-limit, limit) with limit = sqrt(6 / (fanIn + fanOut)). Source: X. Glorot and Y. Bengio, 2010; the fans
 * of a convolution as in Keras: kernel area times channels in, and times channels out.
 */
function glorotUniform(shape: readonly number[], seed: number, layer: string): Float32Array {
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  const area = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const limit = Math.sqrt(6 / (area * (inputs + outputs)));
  const stream = randomStream(seed, 'initialise', layer);
  const values = new Float32Array(area * inputs * outputs);
  for (let index = 0; index < values.length; index++) values[index] = stream.between(-limit, limit);
  return values;
}
