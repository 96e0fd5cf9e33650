import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';

/**
 * How the libraries say that memory ran out. TensorFlow: the allocator's sentence and the status (its binding gives the
 * message alone); oneDNN, onnxruntime and C++: a failed allocation; V8, WebAssembly and ./guard-wasm-memory.ts: two; WebGPU for
 * buffers that begin mapped, and ./webgpu/guard-device.ts: the last one.
 */
const sayings: readonly RegExp[] = [
  /OOM when allocating/,
  /resource[ _]?exhausted/i,
  /failed to allocate (requested )?memory/i,
  /std::bad_alloc|bad allocation/,
  /CUDA_ERROR_OUT_OF_MEMORY|CUDNN_STATUS_ALLOC_FAILED/,
  /Array buffer allocation failed|Invalid typed array length/,
  /WebAssembly\.Memory|Aborted\(OOM\)|WebAssembly memory ran out/,
  /createBuffer failed|WebGPU memory ran out/,
  // V8's last words, and the system's.
  /\bout of memory\b/i,
  /Cannot allocate memory/,
  // oneDNN's, of a primitive that it has described: what is left to fail is room for its code.
  /could not create a primitive(?! descriptor)/,
];

/** Whether an error of whatever library says that memory ran out: fewer photos at once may still fit. */
export function isOutOfMemory(error: unknown): boolean {
  if (isThawError(error)) return error.code === 'out-of-memory';
  const detail = wordsOf(error);
  return sayings.some((saying) => saying.test(detail));
}

/** The error as `out-of-memory`; `work` stands for what was computed. */
export function asOutOfMemory(error: unknown, work: string): ThawError<'out-of-memory'> {
  if (isThawError(error, 'out-of-memory')) return error;
  return new ThawError('out-of-memory', { work, detail: wordsOf(error) }, { cause: error });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
