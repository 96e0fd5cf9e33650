import { afterEach, expect, it, vi } from 'vitest';
import { loadOnnxRuntime, type OnnxRuntime } from './onnx-runtime.ts';
import { chooseByMeasure } from './open-onnx.ts';

const notCalled = () => Promise.reject(new Error('not called'));
const onnx: OnnxRuntime = { version: '1.0.0', load: notCalled, open: notCalled };

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

it('takes onnxruntime only where it is measurably faster', () => {
  expect(chooseByMeasure(onnx, 15)).toEqual({
    onnx,
    facts: { onnxruntime: { version: '1.0.0', timesFaster: 15 } },
    missed: [],
  });
  expect(chooseByMeasure(onnx, 1.1)).toEqual({
    onnx: null,
    facts: {},
    missed: [{ backend: 'onnxruntime', reason: '1.10 times as fast as WebAssembly' }],
  });
});

it('leaves it alone where THAW_ONNXRUNTIME is none', async () => {
  expect(() => loadOnnxRuntime({ THAW_ONNXRUNTIME: 'none' })).toThrow('THAW_ONNXRUNTIME=none');
  vi.stubEnv('THAW_ONNXRUNTIME', 'none');
  vi.resetModules();
  const { openBackend } = await import('../open-backend.ts');
  const backend = await openBackend('wasm');
  expect(backend.onnx).toBeNull();
  expect(backend.facts.onnxruntime).toBeUndefined();
  expect(backend.facts.passedOver).toEqual([{ backend: 'onnxruntime', reason: 'THAW_ONNXRUNTIME=none' }]);
});
