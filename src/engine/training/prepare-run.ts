import type { SkippedFile, SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { GpuFailure } from '../../shared/gpu-failure.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { schemaVersion, type RunConfig } from '../../shared/run-files.ts';
import { thawVersion } from '../../shared/version.ts';
import { scanForTraining, splitForTraining } from '../dataset/load-dataset.ts';
import type { OtherLists } from '../dataset/scan-list.ts';
import type { JobContext } from '../job/job-context.ts';
import { openDevice, setUpCompute } from './compute-setup.ts';
import { withoutWebgpu } from './leave-gpu.ts';
import { fitProcessor } from './memory/fit-memory.ts';
import type { PhotoStatistics } from './photo-statistics.ts';
import type { RunSession } from './run-session.ts';
import { openStartingPoint, type StartingPoint } from './starting-point.ts';
import type { StageClock } from './stage-clock.ts';

/** What is to be trained on which photos. */
export interface PrepareRequest {
  /** What scanForTraining reads. */
  readonly folder: string;
  readonly recipe: Recipe;
  /** What the user changed against the named recipe, as `KEY=VALUE`; for the record. */
  readonly changes: readonly string[];
  readonly seed: number;
  /** `folder` is a list then, of what is learned from. */
  readonly lists?: OtherLists | undefined;
  /** A finished run whose weights this one begins with. */
  readonly from?: string | undefined;
  /** An earlier try ended so: this one begins on the processor. */
  readonly leftGpu?: GpuFailure | undefined;
}

/** A run that could begin now, of which nothing is written yet. `pixels` is to be closed. */
export interface PreparedRun {
  readonly session: Omit<RunSession, 'run'>;
  readonly skipped: readonly SkippedFile[];
}

/**
 * Reads the photos, splits them, opens the device and makes network, weights and pixels ready. Throws what
 * openStartingPoint, scanForTraining, openDevice, splitForTraining and setUpCompute throw, `class-too-small`, and `memory-too-small`
 * before the photos are read, unless a GPU may compute.
 */
export async function prepareRun(
  { folder, seed, lists, from, leftGpu, ...asked }: PrepareRequest,
  clock: StageClock,
  context: JobContext,
): Promise<PreparedRun> {
  const { recipe: wanted, changes } = leftGpu ? withoutWebgpu(asked) : asked;
  const early = fitProcessor(wanted, null);
  const start = from === undefined ? null : await openStartingPoint(from);
  const scanned = await clock.measure('scanning', () =>
    scanForTraining(folder, seed, wanted.image, context, lists ?? null),
  );
  const device = await openDevice(wanted, clock, context, start, leftGpu ? 'processor' : null);
  const fitted = early ?? fitProcessor(wanted, device.backend)!;
  const { recipe } = fitted;
  for (const notice of fitted.notices) context.report({ kind: 'notice', notice });
  const split = await clock.measure('finding-twins', () =>
    splitForTraining(scanned, seed, recipe.image, context),
  );
  const setup = await setUpCompute(recipe, seed, split, device, null, clock, context);
  const { baseWeights, skipped, started, ...computed } = setup;
  try {
    const dataset = withoutSkipped(split, skipped);
    const config: RunConfig = {
      schemaVersion,
      thawVersion,
      createdAt: new Date().toISOString(),
      source: { folder, layout: dataset.layout },
      classes: [...dataset.classes],
      seed,
      recipe,
      compute: setup.compute,
      changes: [...changes, ...fitted.changes],
      ...statisticsOf(setup.statistics),
      baseWeights,
      ...(start && started
        ? { startedFrom: { run: start.run, ...started, seenPhotos: countSeen(start, dataset) } }
        : {}),
    };
    return { session: { config, dataset, ...computed }, skipped: [...scanned.skipped, ...skipped] };
  } catch (error) {
    await setup.pixels.close();
    throw error;
  }
}

/** For the record, where the recipe asked for any. */
function statisticsOf({ mean, colourAxes }: PhotoStatistics): Pick<RunConfig, 'photoStatistics'> {
  return mean || colourAxes ? { photoStatistics: { mean: mean && [...mean], colourAxes } } : {};
}

/** Photos that the run is chosen and measured by, and that its starting point learned from. */
function countSeen({ learnedFrom }: StartingPoint, { photos }: SplitDataset): number {
  return photos.filter(({ part, sha256 }) => part !== 'train' && learnedFrom.has(sha256)).length;
}

/** The data set without the photos that could not be read. Throws `class-too-small` where a class lost its last one. */
function withoutSkipped(dataset: SplitDataset, skipped: readonly SkippedFile[]): SplitDataset {
  const gone = new Set(skipped.map(({ path }) => path));
  const photos = dataset.photos.filter(({ path }) => !gone.has(path));
  dataset.classes.forEach((className, index) => {
    if (!photos.some(({ part, classIndex }) => part === 'train' && classIndex === index))
      throw new ThawError('class-too-small', { className, count: 0, needed: 1, reason: 'parts' });
  });
  return { ...dataset, photos };
}
