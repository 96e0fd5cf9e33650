import { readdirSync } from 'node:fs';

/** A folder for each GPU, by NVIDIA's driver. */
const gpuFolder = '/proc/driver/nvidia/gpus';

/**
 * What `CUDA_VISIBLE_DEVICES` is for a worker, counted from 0 (the training's own process, which computes on the first):
 * the GPUs in turn. null where there are not two to share.
 */
export function gpuOfWorker(
  worker: number,
  environment: NodeJS.ProcessEnv = process.env,
  folder = gpuFolder,
): string | null {
  const devices = visibleGpus(environment.CUDA_VISIBLE_DEVICES, folder);
  return devices.length < 2 ? null : devices[worker % devices.length]!;
}

function visibleGpus(visible: string | undefined, folder: string): readonly string[] {
  if (visible !== undefined) return visible.split(',').filter((device) => device.trim() !== '');
  try {
    return readdirSync(folder).map((_, index) => String(index));
  } catch {
    return [];
  }
}
