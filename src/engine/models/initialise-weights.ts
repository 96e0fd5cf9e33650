import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { isKernel } from '../../shared/weight-parts.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import { drawKernel } from './draw-kernel.ts';
import { layerShapes } from './layer-shapes.ts';

/** How weights begin. */
export type Beginning = Pick<Recipe, 'initialiser' | 'initialBias'>;

/** Keras's defaults. */
const usualBeginning: Beginning = { initialiser: { kind: 'glorot-uniform' }, initialBias: 0 };

/**
 * Fresh weights for the layers from `fromLayer` on; a batch normalisation changes nothing at first. A kernel's draws
 * depend on the seed and its name only.
 */
export function initialiseWeights(
  network: NetworkSpec,
  seed: number,
  fromLayer = 0,
  { initialiser, initialBias }: Beginning = usualBeginning,
): TensorMap {
  const weights = new Map<string, HostTensor>();
  for (const { name: layer, weights: parts } of layerShapes(network).slice(fromLayer))
    for (const { part, shape } of parts) {
      const name = `${layer}/${part}`;
      // A layer with one kernel draws by its own name alone, as runs of earlier versions did.
      const key = part === 'kernel' ? layer : name;
      const values = isKernel(name)
        ? drawKernel(initialiser, shape, randomStream(seed, 'initialise', key))
        : even(shape, part, initialBias);
      weights.set(name, { shape, values });
    }
  return weights;
}

function even(shape: readonly number[], part: string, bias: number): Float32Array {
  const begin = part === 'bias' ? bias : part === 'gamma' || part === 'moving_variance' ? 1 : 0;
  return new Float32Array(shape[0]!).fill(begin);
}
