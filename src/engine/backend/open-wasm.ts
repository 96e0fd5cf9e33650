import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { OpenedBackend } from './compute-backend.ts';
import { describeProcessor } from './describe-hardware.ts';
import { guardWasmMemory } from './guard-wasm-memory.ts';
import { openOnnxBesideWasm } from './onnx/open-onnx.ts';
import { registerWasmKernels } from './register-wasm-kernels.ts';

const require = createRequire(import.meta.url);

/** The paths can be set only before the backend starts. */
let prepared = false;
let guarded = false;

/**
 * tfjs's WebAssembly backend: runs wherever Node does, on one thread (its threads do not start in Node). Where
 * onnxruntime convolves faster, it is given beside it for the frozen layers.
 */
export async function openWasm(): Promise<OpenedBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (!prepared) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    wasm.setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
    registerWasmKernels();
    prepared = true;
  }
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly module did not start');
  if (!guarded) guardWasmMemory();
  guarded = true;
  const { name, vector } = describeProcessor();
  const { onnx, facts, missed } = await openOnnxBesideWasm();
  return {
    binding: null,
    onnx,
    facts: { backend: 'wasm', device: name, tensorflowVersion: null, bf16: 'none', vector, ...facts },
    missed,
  };
}
