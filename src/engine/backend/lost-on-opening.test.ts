import { expect, it, vi } from 'vitest';
import type { WebgpuWish } from './webgpu/open-webgpu.ts';

const cards = ['radeon rx 7600', 'xe lpg'];
const opened: (string | undefined)[] = [];
const survived = vi.fn(() => Promise.resolve());
const facts = (device: string) => ({
  facts: { backend: 'webgpu', device, tensorflowVersion: null, bf16: 'none', vector: [] },
  missed: [],
});

vi.mock('./webgpu/load-dawn.ts', () => ({ whyNotTried: () => null }));
vi.mock('./webgpu/open-webgpu.ts', () => ({
  openWebgpu: ({ gpu }: WebgpuWish) => {
    opened.push(gpu);
    return gpu === undefined ? Promise.resolve(facts(cards[0]!)) : Promise.reject(new Error(`no ${gpu}`));
  },
  withOtherGpus: () => cards.map(facts),
}));
vi.mock('./open-tensorflow.ts', () => ({ openTensorflow: () => Promise.reject(new Error('none')) }));
vi.mock('./open-wasm.ts', () => ({ openWasm: () => Promise.reject(new Error('none')) }));
vi.mock('./choice/driver-trial.ts', () => ({ beginTrial: () => Promise.resolve({ survived }) }));
vi.mock('./choice/kept-timings.ts', () => ({ keptTimings: () => Promise.resolve([]) }));
const { openBackend } = await import('./open-backend.ts');

it('says of each device why it does not open any more, and holds that against no driver', async () => {
  await expect(openBackend('auto')).rejects.toMatchObject({
    code: 'backend-unavailable',
    facts: { reason: expect.stringContaining('xe lpg: no xe lpg') as string },
  });
  expect(opened).toEqual([undefined, ...cards]);
  expect(survived).toHaveBeenCalled();
});
