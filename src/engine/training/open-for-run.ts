import { type BackendName, backendNames } from '../../shared/backends.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openBackend } from '../backend/open-backend.ts';
import { devicesSchema } from './devices-of-run.ts';
import { readRunFile, runPaths } from './run-folder.ts';

/** A backend, and which device of its. */
export interface RunDevice {
  readonly backend: BackendName;
  readonly device: string;
}

/** null where its environment.json does not say. */
export interface RunDevices {
  /** On which a run began, or went on after its GPU failed. */
  readonly begun: RunDevice | null;
  /** On which it computed last: another one where the first did not open any more. */
  readonly last: RunDevice | null;
}

/** What a run computed on. */
export async function devicesOfRun(run: string): Promise<RunDevices> {
  const devices = await readRunFile(run, runPaths(run).environment, devicesSchema).catch(() => null);
  if (devices === null) return { begun: null, last: null };
  const { earlier, backend } = devices;
  const sinceFailure = earlier.slice(1 + earlier.findLastIndex(({ leftGpu }) => leftGpu));
  const [begun = backend] = sinceFailure.map((device) => device.backend ?? backend);
  return { begun: knownDevice(begun), last: knownDevice(backend) };
}

function knownDevice({ backend, device }: Record<keyof RunDevice, string>): RunDevice | null {
  const known = backendNames.find((name) => name === backend);
  return known ? { backend: known, device } : null;
}

/** TensorFlow, else WebAssembly: for a run whose GPU failed. Throws what openBackend throws. */
async function openProcessor(open: typeof openBackend): Promise<ComputeBackend> {
  return open('tensorflow').catch((error: unknown) => {
    if (!isThawError(error)) throw error;
    return open('wasm');
  });
}

/**
 * Opens what a recipe asks for. Where it leaves the choice: the device on which the run began (`begun`), since another
 * one rounds otherwise, or TensorFlow for bf16, which it alone has; where that does not open any more, the fastest that
 * does. `begun` is `processor` where the run's GPU failed. Throws what openBackend throws.
 */
export async function openForRun(
  { backend, precision }: Pick<Recipe, 'backend' | 'precision'>,
  begun: RunDevice | 'processor' | null,
  open: typeof openBackend = openBackend,
): Promise<ComputeBackend> {
  if (begun === 'processor') return openProcessor(open);
  const preferred = begun?.backend ?? (precision === 'bf16' ? 'tensorflow' : null);
  if (backend !== 'auto' || preferred === null)
    return open(backend, begun?.backend === backend ? begun.device : undefined);
  return open(preferred, begun?.device).catch((error: unknown) => {
    if (!isThawError(error)) throw error;
    return open('auto');
  });
}
