import { existsSync } from 'node:fs';
import { runPaths } from '../../engine/training/run-folder.ts';
import { gpuFailureOf, type GpuFailure } from '../../shared/gpu-failure.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { withSetting } from '../../shared/with-setting.ts';
import { fewerAtOnce } from './fewer-at-once.ts';

/** How a run's next job is asked: where it goes back to, and what it does otherwise by what ended the ones before. */
export interface Try {
  /** Step of the snapshot that it goes back to first; null: it goes on where it stands. */
  readonly snapshot: number | null;
  /** Photos of a batch that are computed at once; null: as the recipe has it. */
  readonly photosAtOnce: number | null;
  /** What its GPU did, for which it goes on on the processor; null: nothing. */
  readonly leftGpu: GpuFailure | null;
}

export const firstTry: Try = { snapshot: null, photosAtOnce: null, leftGpu: null };

/** The run is back at its snapshot: whatever job follows goes on from there. */
export function isBack(event: JobEvent): boolean {
  return event.kind === 'notice' && event.notice.code === 'went-back';
}

/** How to go on after a job that ended so: once without the GPU, or with fewer photos at once; null: not at all. */
export function anotherTry(recipe: Pick<Recipe, 'phases'>, made: Try, error: unknown): Try | null {
  const leftGpu = made.leftGpu ? null : gpuFailureOf(error);
  if (leftGpu) return { ...made, leftGpu };
  const photosAtOnce = fewerAtOnce(recipe, made.photosAtOnce, error);
  return photosAtOnce === null ? null : { ...made, photosAtOnce };
}

/** The job that begins a run or, where its folder is there, goes on with it. */
export function requestOfTry(request: RequestOf<'train'>, made: Try): RequestOf<'train' | 'resume'> {
  const { run } = request;
  const { photosAtOnce, leftGpu } = made;
  if (existsSync(runPaths(run).config)) return resumeOfTry(run, made);
  const asked = photosAtOnce === null ? request : withSetting(request, `photosAtOnce=${photosAtOnce}`);
  return leftGpu === null ? asked : { ...asked, leftGpu };
}

/** The job that goes on with a run. */
export function resumeOfTry(run: string, { snapshot, photosAtOnce, leftGpu }: Try): RequestOf<'resume'> {
  return {
    job: 'resume',
    run,
    ...(snapshot === null ? {} : { snapshot }),
    ...(photosAtOnce === null ? {} : { photosAtOnce }),
    ...(leftGpu === null ? {} : { leftGpu }),
  };
}
