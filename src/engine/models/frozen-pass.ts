import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { PassPrecision } from '../../shared/recipe.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { openGraphPass } from './passes/graph-pass.ts';
import { hasHalfPass, openHalfPass } from './passes/half-pass.ts';
import { openLayersPass } from './passes/layers-pass.ts';
import { openOnnxPass } from './passes/onnx-pass.ts';
import type { FrozenPass } from './passes/pass.ts';

export type { FrozenPass } from './passes/pass.ts';

/**
 * Photos in one pass. 10 keep two cores nearly as busy as 20 do and take 160 MB less at 150 px (measured); they are
 * also what a kill can lose, and how long a pause waits.
 */
export const photosPerPass = 10;

/** `graph`: one TensorFlow session graph; `onnx`: one graph of onnxruntime; `layers`: layer by layer by tfjs. */
export type FrozenWay = 'graph' | 'onnx' | 'layers';

/**
 * Opens the frozen pass up to the layers in `outputs`. By the fastest way that the backend has, unless one is named; `onnx`
 * and `layers` compute in fp32 only; fp16 has a way of its own, on a GPU by WebGPU. Weights of layers that are not
 * needed may be missing. Throws `unknown-layer`, `graph-rejected`, `onnx-graph-rejected`, `backend-unavailable` where the
 * backend has not that way, or not that precision.
 */
export async function openFrozenPass(
  backend: ComputeBackend,
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  precision: PassPrecision,
  way: FrozenWay = fastestWay(backend),
): Promise<FrozenPass> {
  checkOutputs(network, outputs);
  if (precision === 'fp16') {
    const { webgpu } = backend.facts;
    if (!webgpu || !hasHalfPass(network, outputs))
      throw new ThawError('backend-unavailable', { backend: 'webgpu', reason: 'fp16' });
    return openHalfPass(network, weights, outputs, webgpu.halves ? 'native' : 'packed');
  }
  if (way === 'graph') {
    if (!backend.binding)
      throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'session graphs' });
    return openGraphPass(backend.binding, network, weights, outputs, precision);
  }
  if (precision === 'bf16')
    throw new ThawError('backend-unavailable', { backend: 'tensorflow', reason: 'bf16' });
  if (way === 'layers') return openLayersPass(network, weights, outputs);
  if (!backend.onnx)
    throw new ThawError('backend-unavailable', {
      backend: 'onnxruntime',
      reason: 'not open beside this one',
    });
  return openOnnxPass(backend.onnx, network, weights, outputs);
}

function fastestWay({ binding, onnx }: ComputeBackend): FrozenWay {
  if (binding) return 'graph';
  return onnx ? 'onnx' : 'layers';
}

function checkOutputs(network: NetworkSpec, outputs: readonly string[]): void {
  const known = network.layers.map((layer) => layer.name);
  const unknown = outputs.find((output) => !known.includes(output));
  if (unknown !== undefined) throw new ThawError('unknown-layer', { layer: unknown, known });
}
