import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';

/** What the badge says of the device that computes. */
export interface DeviceBadge {
  readonly kind: 'CPU' | 'GPU' | 'WASM';
  /** What makes it fast; empty where there is nothing to say. */
  readonly detail: string;
}

export function describeDevice({ backend, device, bf16, vector }: BackendFacts): DeviceBadge {
  if (backend === 'wasm') return { kind: 'WASM', detail: '' };
  if (bf16 === 'gpu' || /cuda|gpu/u.test(backend)) return { kind: 'GPU', detail: device };
  if (bf16 === 'amx') return { kind: 'CPU', detail: 'AMX · bf16' };
  if (bf16 === 'avx512') return { kind: 'CPU', detail: 'AVX-512 · bf16' };
  if (vector.includes('avx512f')) return { kind: 'CPU', detail: 'AVX-512' };
  if (vector.includes('avx2')) return { kind: 'CPU', detail: 'AVX2' };
  return { kind: 'CPU', detail: vector.includes('asimd') ? 'NEON' : '' };
}
