import { expect, it } from 'vitest';
import { computesByOneDnn } from './computes-by-onednn.ts';

const linux = { platform: 'linux', arch: 'x64', environment: { TF_ENABLE_ONEDNN_OPTS: '1' } };
const onProcessor = { isUsingGpuDevice: () => false };

it.each([
  [true, linux],
  [true, { ...linux, platform: 'win32' }],
  [true, { ...linux, environment: {} }],
  [false, { ...linux, environment: { TF_ENABLE_ONEDNN_OPTS: '0' } }],
  [false, { ...linux, environment: { TF_ENABLE_ONEDNN_OPTS: 'False' } }],
  [false, { ...linux, arch: 'arm64' }],
  [false, { ...linux, platform: 'darwin' }],
])('%s: %o', (expected, surroundings) => {
  expect(computesByOneDnn(onProcessor, surroundings)).toBe(expected);
  expect(computesByOneDnn({ isUsingGpuDevice: () => true }, surroundings)).toBe(false);
});
