import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { GpuFailure } from '../../shared/gpu-failure.ts';
import type { TrainResult } from '../../shared/job-results/training-results.ts';
import type { ComputeChoice, Recipe } from '../../shared/recipe.ts';
import { evaluationFileSchema, type RunConfig } from '../../shared/run-files.ts';
import { withSetting } from '../../shared/with-setting.ts';
import type { JobContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { photosPerPass } from '../models/frozen-pass.ts';
import { readSafetensors } from '../storage/safetensors.ts';
import { completeRun, type BeforeTraining } from './complete-run.ts';
import { openDevice, setUpCompute } from './compute-setup.ts';
import { devicesOfRun } from './open-for-run.ts';
import { goBack } from './go-back.ts';
import { onProcessor, tellGpuLeft, withoutWebgpu } from './leave-gpu.ts';
import { fitProcessor } from './memory/fit-memory.ts';
import { planPhases } from './plan-phases.ts';
import { prepareRun, type PrepareRequest } from './prepare-run.ts';
import { environmentOf, recordDevice } from './record-device.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';
import { settleResults } from './replace-results.ts';
import { createRun, readRunFile, refuseTakenRun, runPaths } from './run-folder.ts';
import { openRunWithPhotos } from './run-photos.ts';
import { weightsTaken, type StartingPoint } from './starting-point.ts';
import { startStageClock } from './stage-clock.ts';

export interface TrainRequest extends PrepareRequest {
  /** The run's folder; it must not exist, or be empty. */
  readonly run: string;
}

/**
 * Trains a model on a folder of photos and measures it, into a new run folder. What is wrong with the request is found
 * before anything is written there. Throws `run-exists`, what scanForTraining, openDevice, splitForTraining and setUpCompute
 * throw, `loss-not-finite`, `disk-full`, `permission-denied`, and `paused` or `cancelled`, after which resumeRun goes on.
 */
export async function trainRun(
  request: TrainRequest,
  context: JobContext,
  beforeTraining: BeforeTraining = () => Promise.resolve(),
): Promise<TrainResult> {
  const clock = startStageClock();
  const { run, recipe } = request;
  // Before the photos are read; the number of classes changes only the last layer.
  planPhases(describeNetwork(recipe.network, recipe.image, 2), recipe);
  await refuseTakenRun(run);
  const { session, skipped } = await prepareRun(request, clock, context);
  try {
    // Once more: reading the photos took its time.
    await refuseTakenRun(run);
    const { config, dataset, weights } = session;
    const start = config.startedFrom ? weightsTaken(weights, config.startedFrom) : null;
    const { leftGpu } = request;
    const earlier = leftGpu ? [{ finishedEpochs: 0, backend: null, leftGpu }] : [];
    const environment = environmentOf(session.backend, earlier);
    await createRun(run, config, dataset, environment, start);
    return await completeRun({ run, ...session }, skipped, clock, context, async (begun) => {
      if (leftGpu) tellGpuLeft(leftGpu, 0, context);
      await beforeTraining(begun);
    });
  } finally {
    await session.pixels.close();
  }
}

export interface ResumeOptions {
  readonly snapshot?: number | undefined;
  readonly photosAtOnce?: number | undefined;
  readonly leftGpu?: GpuFailure | undefined;
}

/**
 * Goes on with a run that was paused, cancelled, killed or stopped early, after its last finished epoch, and comes to
 * the model that an undisturbed run would have come to; the results of the stop are kept until then. `snapshot`: goes
 * back to that step first, also in a finished run. `photosAtOnce`: batches are computed in parts from now on, which
 * changes the model by no more than rounding does. `leftGpu`: what ended the run on its GPU; it goes on on the processor,
 * in fp32. Throws `run-not-found`, `run-finished`, `snapshot-not-found`,
 * `run-photos-changed`, `run-file-damaged`, `run-from-newer-version`, `locked-by-other`, `weights-wrong-hash` where the base's weights are
 * not those that the run began with, and what trainRun throws.
 */
export async function resumeRun(
  run: string,
  context: JobContext,
  { snapshot, photosAtOnce, leftGpu }: ResumeOptions = {},
): Promise<TrainResult> {
  const clock = startStageClock();
  const { config: begun, dataset } = await openRunWithPhotos(run);
  const { begun: begunOn, last } = await devicesOfRun(run);
  // A later job is told of it once more.
  const left = last?.backend === 'webgpu' && leftGpu ? leftGpu : null;
  const wanted = left ? withoutWebgpu(begun) : begun;
  const asked = photosAtOnce === undefined ? wanted : withPhotosAtOnce(wanted, photosAtOnce);
  await settleResults(run);
  const results = await readRunFile(run, runPaths(run).evaluation, evaluationFileSchema);
  if (results && results.stoppedAt === undefined && snapshot === undefined)
    throw new ThawError('run-finished', { run });
  const early = fitProcessor(asked.recipe, null);
  const start = await startOf(run, asked);
  const device = await openDevice(asked.recipe, clock, context, start, left ? 'processor' : begunOn);
  const fitted = early ?? fitProcessor(asked.recipe, device.backend)!;
  const settled = asked.compute ?? choiceBefore(asked.recipe);
  const compute = left ? onProcessor(settled) : settled;
  const changes = [...asked.changes, ...fitted.changes];
  const config = { ...asked, recipe: fitted.recipe, changes, ...(left ? { compute } : {}) };
  const { baseWeights, skipped, ...setup } = await setUpCompute(
    config.recipe,
    config.seed,
    dataset,
    device,
    compute,
    clock,
    context,
  );
  try {
    const [expected, found] = [config.baseWeights?.sha256 ?? '', baseWeights?.sha256 ?? ''];
    if (expected !== found)
      throw new ThawError('weights-wrong-hash', { file: config.baseWeights?.name ?? '', expected, found });
    if (skipped[0]) throw new ThawError('run-photos-changed', { run, file: skipped[0].path });
    return await completeRun({ run, config, dataset, ...setup }, [], clock, context, async (session) => {
      for (const notice of fitted.notices) context.report({ kind: 'notice', notice });
      if (photosAtOnce !== undefined || left || fitted.changes.length > 0)
        await writeJsonAtomically(runPaths(run).config, config);
      await recordDevice(session, left, context);
      if (photosAtOnce !== undefined) {
        context.report({ kind: 'notice', notice: { code: 'fewer-at-once', photos: photosAtOnce } });
      }
      if (snapshot !== undefined) await goBack(session, snapshot, context);
    });
  } finally {
    await setup.pixels.close();
  }
}

/** The run with its batches in parts of so many photos at most; on record as a change of its recipe. */
function withPhotosAtOnce(config: RunConfig, photosAtOnce: number): RunConfig {
  const changes = config.changes.filter((made) => !made.startsWith('photosAtOnce='));
  return withSetting({ ...config, changes }, `photosAtOnce=${photosAtOnce}`);
}

/** What the run began with of another one's weights, by its own copy of them. */
async function startOf(run: string, { startedFrom, classes }: RunConfig): Promise<StartingPoint | null> {
  if (!startedFrom) return null;
  const file = runPaths(run).start;
  const { tensors } = await readSafetensors(file).catch((error: unknown) => {
    throw new ThawError('run-file-damaged', { file, detail: String(error) }, { cause: error });
  });
  return { run: startedFrom.run, classes, weights: tensors, learnedFrom: new Set() };
}

/** How runs computed before the choice was written down. */
function choiceBefore({ precision }: Recipe): ComputeChoice {
  return { precision: precision === 'auto' ? 'fp32' : precision, photosPerPass };
}
