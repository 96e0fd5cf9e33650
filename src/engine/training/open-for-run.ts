import * as z from 'zod';
import { type BackendName, backendNames } from '../../shared/backends.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openBackend } from '../backend/open-backend.ts';
import { readRunFile, runPaths } from './run-folder.ts';

const environmentSchema = z.object({ backend: z.object({ backend: z.enum(backendNames) }) });

/** On which backend a run began; null where its environment.json does not say. */
export async function backendOfRun(run: string): Promise<BackendName | null> {
  const environment = await readRunFile(run, runPaths(run).environment, environmentSchema).catch(() => null);
  return environment?.backend.backend ?? null;
}

/** TensorFlow, else WebAssembly: for a run whose GPU failed. Throws what openBackend throws. */
async function openProcessor(open: typeof openBackend): Promise<ComputeBackend> {
  return open('tensorflow').catch((error: unknown) => {
    if (!isThawError(error)) throw error;
    return open('wasm');
  });
}

/**
 * Opens what a recipe asks for. Where it leaves the choice: the backend on which the run began (`begun`), since another
 * one rounds otherwise, or TensorFlow for bf16, which it alone has; where that does not open any more, the fastest that
 * does. `begun` is `processor` where the run's GPU failed. Throws what openBackend throws.
 */
export async function openForRun(
  { backend, precision }: Pick<Recipe, 'backend' | 'precision'>,
  begun: BackendName | 'processor' | null,
  open: typeof openBackend = openBackend,
): Promise<ComputeBackend> {
  if (begun === 'processor') return openProcessor(open);
  const preferred = begun ?? (precision === 'bf16' ? 'tensorflow' : null);
  if (backend !== 'auto' || preferred === null) return open(backend);
  return open(preferred).catch((error: unknown) => {
    if (!isThawError(error)) throw error;
    return open('auto');
  });
}
