import { expect, it } from 'vitest';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { guardWasmMemory } from './guard-wasm-memory.ts';
import { asOutOfMemory, isOutOfMemory } from './out-of-memory.ts';

it.each([
  'OOM when allocating tensor with shape[20,64,150,150] and type float on /job:localhost/device:GPU:0 by allocator GPU_0_bfc',
  'RESOURCE_EXHAUSTED: Out of memory while trying to allocate 9663676416 bytes.',
  'Resource exhausted: failed to allocate memory',
  "Non-zero status code returned while running Conv node. Name:'conv' Status Message: std::bad_alloc",
  'bad allocation',
  "terminate called after throwing an instance of 'dnnl::error' | what():  could not create a primitive",
  'Array buffer allocation failed',
  'WebAssembly.Memory.grow(): Unable to grow instance memory',
])('knows that memory ran out by "%s"', (message) => {
  expect(isOutOfMemory(new Error(message))).toBe(true);
  const error = asOutOfMemory(new Error(message), 'training step');
  expect(error.toPlain()).toEqual({
    code: 'out-of-memory',
    facts: { work: 'training step', detail: message },
  });
  expect(isOutOfMemory(error)).toBe(true);
  expect(asOutOfMemory(error, 'other')).toBe(error);
});

it.each([
  'Matrix size-incompatible: In[0]: [2,3], In[1]: [4,5]',
  'No space left on device',
  'the room is full',
  'could not create a primitive descriptor for a convolution forward propagation primitive',
])('takes "%s" for something else', (message) => {
  expect(isOutOfMemory(new Error(message))).toBe(false);
  expect(isOutOfMemory(new ThawError('disk-full', { path: message }))).toBe(false);
});

it('makes WebAssembly say that its memory ran out, instead of writing over its own', () => {
  const backend = { wasm: { _malloc: (bytes: number) => (bytes > 100 ? 0 : 64) } };
  guardWasmMemory(backend);
  expect(backend.wasm._malloc(100)).toBe(64);
  expect(() => backend.wasm._malloc(101)).toThrow('WebAssembly memory ran out');
  try {
    backend.wasm._malloc(101);
  } catch (error) {
    expect(isOutOfMemory(error)).toBe(true);
  }
});
