import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { TrainResult } from '../../shared/job-results.ts';
import type { ComputeChoice, Recipe } from '../../shared/recipe.ts';
import { evaluationFileSchema } from '../../shared/run-files.ts';
import type { JobContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { photosPerPass } from '../models/frozen-pass.ts';
import { completeRun, type BeforeTraining } from './complete-run.ts';
import { openDevice, setUpCompute } from './compute-setup.ts';
import { describeEnvironment } from './describe-environment.ts';
import { planPhases } from './plan-phases.ts';
import { prepareRun, type PrepareRequest } from './prepare-run.ts';
import { goBackTo } from './snapshots.ts';
import { settleResults } from './replace-results.ts';
import { createRun, openRun, readRunFile, refuseTakenRun, runPaths } from './run-folder.ts';
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
    await createRun(run, session.config, session.dataset, describeEnvironment(session.backend));
    return await completeRun({ run, ...session }, skipped, clock, context, beforeTraining);
  } finally {
    await session.pixels.close();
  }
}

/**
 * Goes on with a run that was paused, cancelled, killed or stopped early, after its last finished epoch, and comes to
 * the model that an undisturbed run would have come to; the results of the stop are kept until then. `snapshot`: goes
 * back to that step first, also in a finished run. Throws `run-not-found`, `run-finished`, `snapshot-not-found`,
 * `run-photos-changed`, `run-file-damaged`, `run-from-newer-version`, `locked-by-other`, `weights-wrong-hash` where the base's weights are
 * not those that the run began with, and what trainRun throws.
 */
export async function resumeRun(
  run: string,
  context: JobContext,
  snapshot: number | null = null,
): Promise<TrainResult> {
  const clock = startStageClock();
  const { config, dataset } = await openRun(run);
  await settleResults(run);
  const results = await readRunFile(run, runPaths(run).evaluation, evaluationFileSchema);
  if (results && results.stoppedAt === undefined && snapshot === null)
    throw new ThawError('run-finished', { run });
  const { baseWeights, skipped, ...setup } = await setUpCompute(
    config.recipe,
    config.seed,
    dataset,
    await openDevice(config.recipe, clock, context),
    config.compute ?? choiceBefore(config.recipe),
    clock,
    context,
  );
  try {
    const [expected, found] = [config.baseWeights?.sha256 ?? '', baseWeights?.sha256 ?? ''];
    if (expected !== found)
      throw new ThawError('weights-wrong-hash', { file: config.baseWeights?.name ?? '', expected, found });
    if (skipped[0]) throw new ThawError('run-photos-changed', { run, file: skipped[0].path });
    return await completeRun({ run, config, dataset, ...setup }, [], clock, context, async () => {
      if (snapshot !== null)
        await goBackTo(
          run,
          runPaths(run).checkpoints,
          snapshot,
          config.recipe.phases.map(({ name }) => name),
        );
    });
  } finally {
    await setup.pixels.close();
  }
}

/** How runs computed before the choice was written down. */
function choiceBefore({ precision }: Recipe): ComputeChoice {
  return { precision: precision === 'auto' ? 'fp32' : precision, photosPerPass };
}
