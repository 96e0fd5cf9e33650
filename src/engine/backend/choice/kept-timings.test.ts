import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keptTimings } from './kept-timings.ts';

const processor = {
  backend: 'tensorflow',
  device: 'a processor',
  tensorflowVersion: '2.21.0',
  vector: ['avx2'],
};
const card = (device: string, driver: string) => ({
  backend: 'webgpu',
  device,
  tensorflowVersion: null,
  vector: ['avx2'],
  webgpu: {
    driver,
    memoryBytes: null,
    largestBufferBytes: 1,
    precision: 'fp32',
    halves: false,
    software: false,
    otherGpus: [],
  } as const,
});
const timings = [
  { backend: 'tensorflow', device: 'a processor', photosPerSecond: 40 },
  { backend: 'webgpu', device: 'radeon', photosPerSecond: 90 },
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-timings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('times the same devices once, others and other drivers anew', async () => {
  const file = join(folder, 'timings.json');
  const time = vi.fn(() => Promise.resolve(timings));
  expect(await keptTimings([processor, card('radeon', '25.1')], time, file)).toEqual(timings);
  expect(await keptTimings([processor, card('radeon', '25.1')], time, file)).toEqual(timings);
  expect(time).toHaveBeenCalledTimes(1);
  await keptTimings([processor, card('radeon', '25.2')], time, file);
  expect(time).toHaveBeenCalledTimes(2);
  // Two GPUs are two, whatever computes on them.
  await keptTimings([processor, card('arc', '25.2')], time, file);
  expect(time).toHaveBeenCalledTimes(3);
});

it('keeps what was timed with and without the processor, and the newest of more', async () => {
  const file = join(folder, 'timings.json');
  const time = vi.fn(() => Promise.resolve(timings));
  const two = [card('radeon', '25.1'), card('arc', '31.0')];
  await keptTimings([processor, ...two], () => Promise.resolve([...timings, timings[1]!]), file);
  await keptTimings(two, time, file);
  vi.resetModules();
  const { keptTimings: another } = await import('./kept-timings.ts');
  expect(await another([processor, ...two], time, file)).toHaveLength(3);
  expect(await another(two, time, file)).toEqual(timings);
  expect(time).toHaveBeenCalledTimes(1);
  for (const driver of ['1', '2', '3', '4']) await another([processor, card('radeon', driver)], time, file);
  expect((JSON.parse(readFileSync(file, 'utf8')) as { kept: unknown[] }).kept).toHaveLength(4);
});

it('keeps nothing where a device failed, but does not change its mind within a process', async () => {
  const file = join(folder, 'timings.json');
  const time = vi.fn(() => Promise.resolve(timings.slice(0, 1)));
  await keptTimings([processor, card('radeon', '25.1')], time, file);
  await keptTimings([processor, card('radeon', '25.1')], time, file);
  expect(time).toHaveBeenCalledTimes(1);
  expect(existsSync(file)).toBe(false);
});

it('reads in another process what was kept', async () => {
  const file = join(folder, 'timings.json');
  const time = vi.fn(() => Promise.resolve(timings));
  const devices = [processor, card('radeon', '25.1')];
  await keptTimings(devices, time, file);
  vi.resetModules();
  const { keptTimings: another } = await import('./kept-timings.ts');
  expect(await another(devices, time, file)).toEqual(timings);
  expect(time).toHaveBeenCalledTimes(1);
});

it('does without a file that is broken, or that cannot be written', async () => {
  const file = join(folder, 'timings.json');
  writeFileSync(file, '{"schemaVersion":1');
  const devices = [processor, card('radeon', '25.1')];
  expect(await keptTimings(devices, () => Promise.resolve(timings), file)).toEqual(timings);
  const inFile = join(file, 'below', 'timings.json');
  expect(await keptTimings(devices, () => Promise.resolve(timings), inFile)).toEqual(timings);
});
