import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import { adapterName, hasHalves, isSoftware, otherGpus } from './find-adapter.ts';
import type { GpuAdapter } from './webgpu-parts.ts';

/** What is known of one of the GPUs that were `found`; its device will have all that the adapter has. */
export function gpuFacts(
  found: readonly GpuAdapter[],
  adapter: GpuAdapter,
): Required<Pick<BackendFacts, 'device' | 'webgpu'>> {
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  return {
    device: adapterName(adapter),
    webgpu: {
      driver: adapter.info.description,
      // WebGPU does not tell.
      memoryBytes: null,
      largestBufferBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
      precision: 'fp32',
      halves: hasHalves(adapter),
      software: isSoftware(adapter),
      otherGpus: otherGpus(found, adapter),
    },
  };
}
