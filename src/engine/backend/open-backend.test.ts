import * as tf from '@tensorflow/tfjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openBackend } from './open-backend.ts';
import { locateRuntime } from './runtime/locate-runtime.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('openBackend', () => {
  it('falls to WASM where there is no TensorFlow, and says why', async () => {
    vi.stubEnv('THAW_HOME', '/nowhere');
    vi.stubEnv('THAW_WEBGPU', 'none');
    const backend = await openBackend('auto');
    expect(backend.name).toBe('wasm');
    expect(backend.binding).toBeNull();
    expect(backend.facts.passedOver).toEqual([
      { backend: 'tensorflow', reason: 'no TensorFlow runtime' },
      { backend: 'webgpu', reason: 'WebGPU is switched off by THAW_WEBGPU=none' },
    ]);
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).arraySync())).toEqual([
      [11],
    ]);
  });

  it('does not take another one than was asked for', async () => {
    vi.stubEnv('THAW_HOME', '/nowhere');
    await expect(openBackend('tensorflow')).rejects.toMatchObject({
      code: 'backend-unavailable',
      facts: { backend: 'tensorflow', reason: expect.stringContaining('no TensorFlow runtime') as string },
    });
  });

  it('says by a code of its own why a GPU that was asked for cannot be had', async () => {
    vi.stubEnv('THAW_WEBGPU', 'none');
    await expect(openBackend('webgpu')).rejects.toMatchObject({
      code: 'gpu-unavailable',
      facts: { reason: 'switched-off', detail: 'THAW_WEBGPU=none' },
    });
  });

  it.skipIf(locateRuntime() === null)('opens TensorFlow and computes with it', async () => {
    // A GPU that is faster would be taken.
    vi.stubEnv('THAW_WEBGPU', 'none');
    const backend = await openBackend('auto');
    expect(backend.name).toBe('tensorflow');
    expect(backend.facts.passedOver.map((tried) => tried.backend)).not.toContain('tensorflow');
    expect(backend.facts.tensorflowVersion).toMatch(/^2\.\d+/);
    expect(tf.getBackend()).toBe('tensorflow');
    const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).arraySync());
    expect(product).toEqual([[11]]);
    expect(process.env.TF_CPP_MIN_LOG_LEVEL).toBe('2');
  });

  it.skipIf(locateRuntime() === null)('opens one after the other in one process', async () => {
    await openBackend('wasm');
    expect(tf.getBackend()).toBe('wasm');
    await openBackend('tensorflow');
    expect(tf.getBackend()).toBe('tensorflow');
  });
});
