import { describe, expect, it } from 'vitest';
import { environmentFacts } from './run-facts.ts';

describe('the environment as lines', () => {
  it('names nested values by their path and leaves nothing empty', () => {
    const facts = environmentFacts(
      {
        schemaVersion: 1,
        backend: {
          device: 'CPU',
          tensorflowVersion: null,
          vector: ['avx2', 'avx512'],
          passedOver: [{ backend: 'gpu', reason: 'none' }],
        },
        memoryBytes: 16e9,
        processor: { cores: 8 },
      },
      'en',
    );
    expect(facts).toEqual([
      { label: 'backend.device', value: 'CPU' },
      { label: 'backend.vector', value: 'avx2, avx512' },
      { label: 'backend.passedOver 1.backend', value: 'gpu' },
      { label: 'backend.passedOver 1.reason', value: 'none' },
      { label: 'memoryBytes', value: '16.0\u00a0GB' },
      { label: 'processor.cores', value: '8' },
    ]);
  });
});
