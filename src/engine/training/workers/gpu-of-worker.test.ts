import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gpuOfWorker } from './gpu-of-worker.ts';

it('gives the visible GPUs in turn, from the one after the first', () => {
  const devices = (visible: string): (string | null)[] =>
    [1, 2, 3].map((worker) => gpuOfWorker(worker, { CUDA_VISIBLE_DEVICES: visible }, '/none'));
  expect(devices('4,6,7')).toEqual(['6', '7', '4']);
  expect(devices('GPU-a,GPU-b')).toEqual(['GPU-b', 'GPU-a', 'GPU-b']);
  expect(devices('0')).toEqual([null, null, null]);
  expect(devices('')).toEqual([null, null, null]);
});

it('counts the GPUs that the driver tells of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpus-'));
  for (const name of ['0000:17:00.0', '0000:65:00.0']) mkdirSync(join(folder, name));
  expect([1, 2].map((worker) => gpuOfWorker(worker, {}, folder))).toEqual(['1', '0']);
  rmSync(folder, { recursive: true });
  expect(gpuOfWorker(1, {}, folder)).toBeNull();
});
