import type { GpuFailure } from '../gpu-failure.ts';

/** A job that is no training left the GPU that it ran on, and goes on on the processor. */
export type LeftGpu = Pick<GpuFailure, 'gpu' | 'reason'>;
