import type { BackendName } from '../../shared/backends.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import type { OnnxRuntime } from './onnx/onnx-runtime.ts';
import type { TensorFlowBinding } from './tensorflow-binding.ts';

/** What computes in this process: tfjs's global backend, and what is known about it. */
export interface ComputeBackend {
  readonly name: BackendName;
  /** For session graphs; null where there is no TensorFlow. */
  readonly binding: TensorFlowBinding | null;
  /** For the frozen layers beside WASM; null on other backends, and where WASM computes them as fast. */
  readonly onnx: OnnxRuntime | null;
  readonly facts: BackendFacts;
}

/** Whether a GPU computes, by CUDA or by WebGPU: its memory is not the machine's, and is looked for by trying. */
export function computesOnGpu({ bf16, webgpu }: Pick<BackendFacts, 'bf16' | 'webgpu'>): boolean {
  return bf16 === 'gpu' || webgpu?.software === false;
}

/** Whether session graphs compute in bf16 here: by instructions for it, not by imitating them. */
export function hasBf16({ binding, facts: { bf16 } }: Pick<ComputeBackend, 'binding' | 'facts'>): boolean {
  return binding !== null && (bf16 === 'amx' || bf16 === 'avx512' || bf16 === 'gpu');
}

/** Whether features for the cache may be computed in fp16 here: by a GPU whose shaders know such numbers. */
export function hasFp16({ webgpu }: Pick<BackendFacts, 'webgpu'>): boolean {
  return webgpu?.halves === true && !webgpu.software;
}

/** A backend that was opened, before it is known what was passed over for it. */
export interface OpenedBackend {
  readonly binding: TensorFlowBinding | null;
  readonly onnx: OnnxRuntime | null;
  readonly facts: Omit<BackendFacts, 'passedOver' | 'secondsToStart'>;
  /** What this backend could have used and did not get, such as a GPU. */
  readonly missed: BackendFacts['passedOver'];
}
