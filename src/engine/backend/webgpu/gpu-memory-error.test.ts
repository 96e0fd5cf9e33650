import { expect, it } from 'vitest';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { asGpuMemoryError } from './gpu-memory-error.ts';

const gpu = { name: 'webgpu', facts: { device: 'arc a770' } } as const;
const refused = new RangeError('WebGPU memory ran out: 9 bytes in one buffer, 8 at most');

it.each([
  refused,
  new ThawError('out-of-memory', { work: 'training step', detail: refused.message }),
  new ThawError('out-of-memory', { work: 'arc a770', detail: 'cannot allocate' }),
])("tells memory that a GPU did not have as the GPU's", (error) => {
  expect(asGpuMemoryError(error, gpu)).toMatchObject({
    code: 'gpu-out-of-memory',
    facts: { gpu: 'arc a770' },
    cause: error,
  });
});

it.each([
  [new RangeError('Array buffer allocation failed'), gpu],
  [new ThawError('gpu-lost', { gpu: 'arc a770', detail: '' }), gpu],
  [refused, { name: 'wasm', facts: { device: 'CPU' } }],
] as const)('leaves every other error as it came', (error, backend) => {
  expect(asGpuMemoryError(error, backend)).toBe(error);
});
