import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { Gpu } from './webgpu-parts.ts';
import { hasVulkanDriver } from './vulkan-driver.ts';

interface Dawn {
  /** `flags`: Dawn's own switches. */
  readonly create: (flags: readonly string[]) => Gpu;
  /** WebGPU's constants and classes. */
  readonly globals: object;
}

/** One a process, kept for good: what it gave out must not outlive it. */
let dawn: Gpu | null = null;

/**
 * WebGPU by Dawn, from the optional package `webgpu`, loaded into this process: D3D12, Metal or Vulkan, whatever the
 * system has. tfjs finds it where a browser has it, at `navigator.gpu` and among the globals. Throws `gpu-unavailable`.
 */
export async function loadDawn(environment: NodeJS.ProcessEnv = process.env): Promise<Gpu> {
  const reason = whyNotTried(environment);
  if (reason) throw reason;
  const { create, globals } = await importDawn();
  if (dawn === null) {
    Object.assign(globalThis, globals);
    dawn = create([]);
  }
  return dawn;
}

/** Why Dawn is not even loaded; null: it is. */
export function whyNotTried(environment: NodeJS.ProcessEnv = process.env): ThawError | null {
  if (environment.THAW_WEBGPU === 'none')
    return new ThawError('gpu-unavailable', { reason: 'switched-off', detail: 'THAW_WEBGPU=none' });
  return hasVulkanDriver(environment)
    ? null
    : new ThawError('gpu-unavailable', { reason: 'driver', detail: 'Vulkan' });
}

async function importDawn(): Promise<Dawn> {
  try {
    return (await import('webgpu')) as unknown as Dawn;
  } catch (cause) {
    const [detail] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new ThawError('gpu-unavailable', { reason: 'package', detail: detail! }, { cause });
  }
}

/** From Node 21 on there is a `navigator` already. */
export function putAtNavigator(gpu: Gpu): void {
  const scope = globalThis as { navigator?: object };
  scope.navigator ??= {};
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
}
