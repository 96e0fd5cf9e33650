import { assertNever } from '../../../shared/assert-never.ts';
import { applySettings } from '../../../shared/apply-settings.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { Notice } from '../../../shared/job-events.ts';
import type { NetworkSpec } from '../../../shared/network.ts';
import type { Recipe } from '../../../shared/recipe.ts';
import { computesOnGpu, type ComputeBackend } from '../../backend/compute-backend.ts';
import { hasNvidiaDriver } from '../../backend/runtime/nvidia-driver.ts';
import { locateRuntime } from '../../backend/runtime/locate-runtime.ts';
import { hasVulkanDriver } from '../../backend/webgpu/vulkan-driver.ts';
import { describeNetwork } from '../../models/describe-network.ts';
import { planPhases, type PhaseLayers } from '../plan-phases.ts';
import { memoryNeed } from './memory-need.ts';
import { memoryRoom, type MemoryRoom } from './memory-room.ts';

export interface FittedRecipe {
  readonly recipe: Recipe;
  /** What was changed for it, as `KEY=VALUE`; for the record. */
  readonly changes: readonly string[];
  readonly notices: readonly Notice[];
}

/**
 * The recipe with fewer photos computed at once in every phase that would take more memory than there is; updates stay
 * the same. Throws `memory-too-small` where not even one photo fits.
 */
export function fitMemory(
  recipe: Recipe,
  network: NetworkSpec,
  phases: readonly PhaseLayers[],
  room: MemoryRoom,
): FittedRecipe {
  const changes: string[] = [];
  const notices: Notice[] = [];
  // Each process has the whole network and its part of a batch.
  const { workers } = recipe;
  for (const [index, { fixed, perPhoto }] of memoryNeed(network, phases, recipe.backend).entries()) {
    const { name, photosAtOnce, batchSize } = recipe.phases[index]!;
    const part = Math.ceil(batchSize / workers);
    const wanted = Math.min(photosAtOnce ?? part, part);
    const needed = workers * (fixed + wanted * perPhoto);
    if (needed <= room.bytes) continue;
    const photos = Math.floor((room.bytes / workers - fixed) / perPhoto);
    if (photos < 1)
      throw new ThawError('memory-too-small', {
        phase: name,
        needed: Math.ceil(workers * (fixed + perPhoto)),
        available: Math.floor(room.bytes),
        limit: room.limit,
      });
    changes.push(`phase${index + 1}.photosAtOnce=${photos}`);
    notices.push({
      code: 'fitted-to-memory',
      phase: name,
      photos,
      batch: wanted,
      needed: Math.ceil(needed),
      available: Math.floor(room.bytes),
    });
  }
  return { recipe: changes.length > 0 ? applySettings(recipe, changes) : recipe, changes, notices };
}

/**
 * The same on this machine. `backend`: null before it is open; the answer is null then where a GPU may compute, whose
 * memory is looked for by trying (../patient-step.ts).
 */
export function fitProcessor(
  recipe: Recipe,
  backend: ComputeBackend | null,
  room = memoryRoom(),
): FittedRecipe | null {
  const gpu = backend ? computesOnGpu(backend.facts) : mayBeOnGpu(recipe);
  if (gpu) return backend ? { recipe, changes: [], notices: [] } : null;
  // The number of classes changes only the last layer.
  const network = describeNetwork(recipe.network, recipe.image, 2);
  return fitMemory(recipe, network, planPhases(network, recipe), room);
}

/** Without opening a backend. */
function mayBeOnGpu({ backend }: Recipe): boolean {
  switch (backend) {
    case 'wasm':
      return false;
    case 'tensorflow':
      return hasNvidiaDriver();
    case 'webgpu':
      return true;
    case 'auto':
      return hasNvidiaDriver() || (locateRuntime() === null && hasVulkanDriver());
    default:
      return assertNever(backend);
  }
}
