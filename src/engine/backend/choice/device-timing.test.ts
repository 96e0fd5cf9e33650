import { expect, it } from 'vitest';
import type { DeviceTiming } from '../../../shared/device-timing.ts';
import { fastestDevice, reasonAgainst } from './device-timing.ts';

const timed = (backend: string, device: string, photosPerSecond: number): DeviceTiming => ({
  backend,
  device,
  photosPerSecond,
});
const processor = timed('tensorflow', 'a processor', 40);

it.each([
  ['a graphics card that wins', timed('webgpu', 'a card', 400), 'webgpu'],
  ['integrated graphics that lose', timed('webgpu', 'integrated', 12), 'tensorflow'],
  ['a GPU that gains no more than noise', timed('webgpu', 'integrated', 43), 'tensorflow'],
])('%s', (_, gpu, expected) => {
  expect(fastestDevice([processor, gpu]).backend).toBe(expected);
});

it('looks at all of them, and takes one that is alone', () => {
  const devices = [processor, timed('webgpu', 'integrated', 60), timed('webgpu', 'a card', 300)];
  expect(fastestDevice(devices).device).toBe('a card');
  expect(fastestDevice([processor])).toBe(processor);
});

it('says by its numbers why one was not taken', () => {
  expect(reasonAgainst(timed('webgpu', 'integrated', 12), processor)).toBe(
    "integrated: 12.0 photos/s through VGG16's first block, tensorflow 40.0",
  );
  expect(reasonAgainst(processor, timed('webgpu', 'a card', 400))).toBe(
    "40.0 photos/s through VGG16's first block, a card 400.0",
  );
  expect(reasonAgainst({ backend: 'webgpu', device: 'integrated' }, processor)).toBe(
    'integrated: it failed while it was timed',
  );
});
