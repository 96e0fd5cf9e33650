import type { NetworkSpec } from '../../shared/network.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { madePixels } from './made-pixels.ts';

/**
 * Compiles the shaders of a pass by one made photo, which `run` looks at, where a GPU by WebGPU computes; that takes
 * seconds. `announce` is called before. False elsewhere, where nothing is done.
 */
export async function prepareGpu(
  { name }: Pick<ComputeBackend, 'name'>,
  network: NetworkSpec,
  run: (pixels: Uint8Array, count: number) => Promise<unknown>,
  announce: () => void,
): Promise<boolean> {
  if (name !== 'webgpu') return false;
  announce();
  await run(madePixels(network.inputShape[0], 1), 1);
  return true;
}
