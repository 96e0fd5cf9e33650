import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import { isKernel } from '../../shared/weight-parts.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import { layerShapes } from './layer-shapes.ts';

/**
 * Fresh weights for the layers from `fromLayer` on, Keras's defaults: Glorot uniform kernels, zero biases, and a batch
 * normalisation that changes nothing. A kernel's draws depend on the seed and its name only.
 */
export function initialiseWeights(network: NetworkSpec, seed: number, fromLayer = 0): TensorMap {
  const weights = new Map<string, HostTensor>();
  for (const { name: layer, weights: parts } of layerShapes(network).slice(fromLayer))
    for (const { part, shape } of parts) {
      const name = `${layer}/${part}`;
      // A layer with one kernel draws by its own name alone, as runs of earlier versions did.
      const key = part === 'kernel' ? layer : name;
      const values = isKernel(name) ? glorotUniform(shape, seed, key) : even(shape, part);
      weights.set(name, { shape, values });
    }
  return weights;
}

function even(shape: readonly number[], part: string): Float32Array {
  return new Float32Array(shape[0]!).fill(part === 'gamma' || part === 'moving_variance' ? 1 : 0);
}

/**
 * Even in [-limit, limit) with limit = sqrt(6 / (fanIn + fanOut)). Source: X. Glorot and Y. Bengio, 2010; the fans
 * of a convolution as in Keras: kernel area times channels in, and times channels out.
 */
function glorotUniform(shape: readonly number[], seed: number, key: string): Float32Array {
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  const area = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const limit = Math.sqrt(6 / (area * (inputs + outputs)));
  const stream = randomStream(seed, 'initialise', key);
  const values = new Float32Array(area * inputs * outputs);
  for (let index = 0; index < values.length; index++) values[index] = stream.between(-limit, limit);
  return values;
}
