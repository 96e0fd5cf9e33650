import type { GpuFailure } from '../../shared/gpu-failure.ts';
import type { ComputeChoice } from '../../shared/recipe.ts';
import { type AskedRecipe, withSetting } from '../../shared/with-setting.ts';
import type { JobContext } from '../job/job-context.ts';
import { photosPerPass } from '../models/frozen-pass.ts';

/** A run as it is asked for where its GPU failed: whatever names WebGPU leaves the choice, on record as a change. */
export function withoutWebgpu<Asked extends AskedRecipe>(asked: Asked): Asked {
  return asked.recipe.backend === 'webgpu' ? withSetting(asked, 'backend=auto') : asked;
}

/** A processor has no fp16, and computes as fast by small passes, in less memory. */
export function onProcessor({ precision }: ComputeChoice): ComputeChoice {
  return { precision: precision === 'fp16' ? 'fp32' : precision, photosPerPass };
}

/** After so many finished epochs. */
export function tellGpuLeft({ gpu, reason }: GpuFailure, epoch: number, { report }: JobContext): void {
  report({ kind: 'notice', notice: { code: 'gpu-left', gpu, reason, epoch } });
}
