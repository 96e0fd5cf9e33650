import * as tf from '@tensorflow/tfjs';
import { expect, it, vi } from 'vitest';
import type { ComputeBackend } from '../../src/engine/backend/compute-backend.ts';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import type { Gpu, GpuAdapter } from '../../src/engine/backend/webgpu/webgpu-parts.ts';
import { hasSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { useTemporaryHome } from '../temporary-home.ts';

/** SwiftShader twice, under the names of two cards. */
const cards = { 'high-performance': 'radeon-rx-7600', 'low-power': 'xe-lpg' } as const;

vi.mock(import('../../src/engine/backend/webgpu/load-dawn.ts'), async (original) => {
  const actual = await original();
  const loadDawn = async (): Promise<Gpu> => {
    const dawn = await actual.loadDawn();
    const requestAdapter = async (wish: Parameters<Gpu['requestAdapter']>[0]): Promise<GpuAdapter | null> => {
      const adapter = await dawn.requestAdapter(wish);
      const device = cards[wish.powerPreference!];
      const info = {
        vendor: '',
        architecture: '',
        device,
        description: 'a driver',
        isFallbackAdapter: false,
      };
      return adapter && disguised(adapter, info);
    };
    return { requestAdapter };
  };
  return { ...actual, loadDawn };
});

function disguised(adapter: GpuAdapter, info: GpuAdapter['info']): GpuAdapter {
  const { limits, features } = adapter;
  return { info, limits, features, requestDevice: (wish) => adapter.requestDevice(wish) };
}

/** By device; what is not named takes the processor's place. */
const rates = vi.hoisted((): Record<string, number> => ({}));
const timed = vi.hoisted((): string[] => []);
vi.mock('../../src/engine/backend/choice/time-device.ts', () => ({
  timeDevice: ({ facts: { device } }: ComputeBackend) => {
    timed.push(device);
    return Promise.resolve(rates[device] ?? 40);
  },
}));

it.skipIf(!hasSoftwareGpu)(
  `times both of two GPUs, computes on the faster, and names it${skippedWithoutGpu}`,
  async () => {
    showSoftwareGpu();
    const home = useTemporaryHome();
    try {
      Object.assign(rates, { 'radeon rx 7600': 90, 'xe lpg': 200 });
      const backend = await openBackend('auto');
      expect(timed.slice(-2)).toEqual(['radeon rx 7600', 'xe lpg']);
      expect(backend).toMatchObject({
        name: 'webgpu',
        facts: { device: 'xe lpg', webgpu: { otherGpus: ['radeon rx 7600'] } },
      });
      expect(backend.facts.timings?.map(({ device }) => device)).toContain('radeon rx 7600');
      expect(backend.facts.passedOver).toContainEqual({
        backend: 'webgpu',
        reason: "radeon rx 7600: 90.0 photos/s through VGG16's first block, xe lpg 200.0",
      });
      const kept = tf.tensor2d([[1, 2]]);
      const product = (): Promise<Float32Array> =>
        tf.tidy(() => tf.matMul(kept, tf.tensor2d([[3], [4]]))).data<'float32'>();
      expect(await product()).toEqual(Float32Array.of(11));

      // Another look in this process changes no GPU: tensors stay where they are.
      const again = await openBackend('auto');
      expect(again.facts.device).toBe('xe lpg');
      expect(timed.filter((device) => device === 'xe lpg')).toHaveLength(1);
      expect(await product()).toEqual(Float32Array.of(11));
      tf.dispose(kept);

      // Where a GPU is asked for, both are compared without the processor.
      Object.assign(rates, { 'radeon rx 7600': 500 });
      const asked = await openBackend('webgpu');
      expect(asked.facts.device).toBe('radeon rx 7600');
      expect(asked.facts.timings?.map(({ device }) => device)).toEqual(['radeon rx 7600', 'xe lpg']);
      expect(await tf.tidy(() => tf.add(tf.tensor1d([1]), 1)).data()).toEqual(Float32Array.of(2));

      // A run goes on where it began, whichever is the faster; where that one is gone, they are compared.
      const times = timed.length;
      const begun = await openBackend('webgpu', 'xe lpg');
      expect(begun.facts).toMatchObject({ device: 'xe lpg', passedOver: [] });
      expect(begun.facts).not.toHaveProperty('timings');
      expect(timed).toHaveLength(times);
      expect((await openBackend('webgpu', 'a card of old')).facts.device).toBe('radeon rx 7600');
    } finally {
      home.remove();
    }
  },
);
