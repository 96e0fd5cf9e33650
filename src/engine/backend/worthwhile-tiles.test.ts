import { expect, it } from 'vitest';
import { worthwhileTiles } from './worthwhile-tiles.ts';

const linux = { platform: 'linux', arch: 'x64', environment: { TF_ENABLE_ONEDNN_OPTS: '1' } };

it.each([
  [true, linux],
  [true, { ...linux, platform: 'win32' }],
  [true, { ...linux, environment: {} }],
  [false, { ...linux, environment: { TF_ENABLE_ONEDNN_OPTS: '0' } }],
  [false, { ...linux, environment: { TF_ENABLE_ONEDNN_OPTS: 'False' } }],
  [false, { ...linux, arch: 'arm64' }],
  [false, { ...linux, platform: 'darwin' }],
])('forward %s, in training always on a processor: %o', (forward, surroundings) => {
  expect(worthwhileTiles({ isUsingGpuDevice: () => false }, surroundings)).toEqual({
    forward,
    training: true,
  });
});

it('neither on a GPU', () => {
  expect(worthwhileTiles({ isUsingGpuDevice: () => true }, linux)).toEqual({
    forward: false,
    training: false,
  });
});
