import type { NetworkSpec } from '../../shared/network.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { FrozenPass } from '../models/frozen-pass.ts';
import { madePixels } from './made-pixels.ts';

/**
 * Compiles the shaders of a frozen pass by one made photo where a GPU by WebGPU computes, which takes seconds; `announce`
 * is called before. False elsewhere, where nothing is done.
 */
export async function prepareGpu(
  { name }: Pick<ComputeBackend, 'name'>,
  pass: Pick<FrozenPass, 'runHalf'>,
  network: NetworkSpec,
  announce: () => void,
): Promise<boolean> {
  if (name !== 'webgpu') return false;
  announce();
  await pass.runHalf(madePixels(network.inputShape[0], 1), 1);
  return true;
}
