import { describe, expect, it } from 'vitest';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { describeDevice } from './describe-device.ts';

const facts: BackendFacts = {
  backend: 'tensorflow',
  device: 'Some CPU',
  tensorflowVersion: '2.18.0',
  bf16: 'none',
  vector: ['avx', 'avx2'],
  passedOver: [],
  secondsToStart: 1,
};

describe('the badge of a device', () => {
  it.each([
    [{ bf16: 'amx' }, { kind: 'CPU', detail: 'AMX · bf16' }],
    [{ bf16: 'avx512' }, { kind: 'CPU', detail: 'AVX-512 · bf16' }],
    [
      { bf16: 'emulated', vector: ['avx2', 'avx512f'] },
      { kind: 'CPU', detail: 'AVX-512' },
    ],
    [{}, { kind: 'CPU', detail: 'AVX2' }],
    [{ vector: [] }, { kind: 'CPU', detail: '' }],
    [
      { bf16: 'gpu', device: 'RTX 4070' },
      { kind: 'GPU', detail: 'RTX 4070' },
    ],
    [
      { backend: 'webgpu', bf16: 'none', device: 'radeon rx 7600' },
      { kind: 'GPU', detail: 'radeon rx 7600' },
    ],
    [
      { backend: 'wasm', bf16: 'none' },
      { kind: 'WASM', detail: '' },
    ],
  ] as const)('%j', (found, badge) => {
    expect(describeDevice({ ...facts, ...found })).toEqual(badge);
  });
});
