import { trainingPrecision } from '../../shared/recipe.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import type { TrainingCallback } from '../callbacks/callback.ts';
import { reportEpochs } from '../callbacks/report-epochs.ts';
import { displaySteps } from '../callbacks/display-steps.ts';
import { saveSnapshots } from '../callbacks/save-snapshots.ts';
import { saveCheckpoints } from '../callbacks/save-checkpoints.ts';
import { showProgress } from '../callbacks/show-progress.ts';
import { stopEarly } from '../callbacks/stop-early.ts';
import { tellShortage } from '../callbacks/tell-shortage.ts';
import { stopOnRequest } from '../callbacks/stop-on-request.ts';
import { writeMetrics } from '../callbacks/write-metrics.ts';
import { writeTensorboard } from '../callbacks/write-tensorboard.ts';
import type { JobContext } from '../job/job-context.ts';
import type { WriterLock } from '../storage/writer-lock.ts';
import { classWeightsOf } from './announce-run.ts';
import { removeTornCheckpoints, type CheckpointStore } from './checkpoint-store.ts';
import { restoreMetrics } from './metrics-file.ts';
import { requireOwnRun } from './require-run.ts';
import type { ProvidedInputs } from './provide-inputs.ts';
import { epochsSaved, openRunCheckpoints } from './run-checkpoints.ts';
import { runPaths } from './run-folder.ts';
import { photosOf, type RunSession } from './run-session.ts';
import { trainPhases, type TrainedPhases } from './train-phases.ts';
import type { TrainingPlan } from './training-plan.ts';
import { workersBeside } from './workers/open-workers.ts';

/** Trains a run's phases, or what an earlier process left of them. */
export async function trainSession(
  session: RunSession,
  plan: TrainingPlan,
  lock: WriterLock,
  context: JobContext,
): Promise<TrainedPhases> {
  const { run, config } = session;
  const { checkpoints, metrics } = runPaths(run);
  await removeTornCheckpoints(checkpoints);
  const store = openRunCheckpoints(session);
  const history = await restoreMetrics(metrics, await epochsSaved(store, config.recipe.phases.length));
  if (history.length > 0)
    context.report({ kind: 'notice', notice: { code: 'resumed', epoch: history.length } });
  // Before anything of an epoch is written.
  const ownRun: TrainingCallback = { onEpochEnd: () => requireOwnRun(run, lock) };
  const callbacks = [ownRun, ...(await createCallbacks(session, store, history, context))];
  return trainPhases(plan, session.weights, store, history, callbacks);
}

/** What is to be trained, from inputs that have been made ready. */
export function trainingPlan(session: RunSession, inputs: ProvidedInputs): TrainingPlan {
  const { config, dataset, network, phases } = session;
  return {
    network,
    backend: session.backend,
    precision: trainingPrecision(session.compute),
    seed: config.seed,
    loss: config.recipe.loss,
    phases: phases.map((phase, index) => ({ ...phase, ...inputs.phases[index]! })),
    trainingPhotos: photosOf(dataset, 'train'),
    validationPhotos: photosOf(dataset, 'validation'),
    workers: plannedWorkers(session),
    classWeights: classWeightsOf(session),
    earlyStoppingPatience: config.recipe.earlyStoppingPatience,
  };
}

function plannedWorkers({ config, backend }: RunSession): TrainingPlan['workers'] {
  const { workers } = config.recipe;
  return workers === 1 ? null : { processes: workers, open: workersBeside(backend, workers) };
}

/** In the order in which they must see an epoch: it is told only once it is saved. */
async function createCallbacks(
  { run, config, dataset, network, backend }: RunSession,
  store: CheckpointStore,
  history: readonly EpochEvent[],
  context: JobContext,
): Promise<readonly TrainingCallback[]> {
  const { metrics, tensorboard } = runPaths(run);
  const hasValidation = photosOf(dataset, 'validation').length > 0;
  return [
    showProgress(context, backend),
    writeMetrics(metrics),
    saveCheckpoints(store),
    saveSnapshots(store, config.recipe.snapshotEvery),
    displaySteps(config.recipe.displayEvery, context.report),
    await writeTensorboard(
      tensorboard,
      config.createdAt,
      history.length,
      hasValidation,
      network,
      config.recipe.histogramsEvery,
    ),
    reportEpochs(context.report),
    tellShortage(context.report),
    stopEarly(config.recipe.earlyStoppingPatience, context.report),
    stopOnRequest(run, context),
  ];
}
