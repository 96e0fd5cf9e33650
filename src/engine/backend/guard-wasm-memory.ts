import * as tf from '@tensorflow/tfjs';

/** The part of tfjs's WebAssembly backend that memory comes from. */
interface WasmBackend {
  readonly wasm: { _malloc(bytes: number): number };
}

/**
 * Makes the open WebAssembly backend say when its memory has run out: `_malloc` gives 0 then, tfjs does not look, and
 * the next operation writes over the backend's own data.
 */
export function guardWasmMemory(backend = tf.backend() as unknown as WasmBackend): void {
  const { wasm } = backend;
  const allocate = wasm._malloc.bind(wasm);
  wasm._malloc = (bytes) => {
    const place = allocate(bytes);
    if (place === 0 && bytes > 0) throw new RangeError(`WebAssembly memory ran out at ${bytes} bytes more`);
    return place;
  };
}
