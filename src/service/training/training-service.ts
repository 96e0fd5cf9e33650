import { dataHome } from '../../engine/storage/home.ts';
import { runPaths } from '../../engine/training/run-folder.ts';
import { findSnapshot, readSnapshots } from '../../engine/training/snapshots.ts';
import type { ResumedTraining } from '../../shared/app/crash-note.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { startJob as startRealJob } from '../jobs/run-job.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { LiveRuns } from '../runs/live-runs.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { moveToTrash, type MoveToTrash } from '../runs/move-to-trash.ts';
import { planProjectFolds, type PlanFolds } from '../photos/project-folds.ts';
import type { TrainingService } from '../services.ts';
import { untilAborted } from '../watch/until-aborted.ts';
import type { ReadSplit } from './check-data.ts';
import type { StartJob } from './last-result.ts';
import { refresh } from './open-run-in-hand.ts';
import { recipeOfSettings } from '../../shared/recipes/recipe-of-settings.ts';
import { prepareTraining, requireNotWriting, requireReady } from './prepare-training.ts';
import type { RunInHand } from './run-in-hand.ts';
import { holdRuns, type RunName } from './runs-in-hand.ts';
import { takeUpRuns } from './take-up-runs.ts';
import { isOnDisk, isTrained } from './standing.ts';
import { openSpeeds } from './speeds.ts';
import { readProjectSplit } from './read-project-split.ts';
import { createTrainingPlans } from './training-plans.ts';
import { createTrainingQueue } from './training-queue.ts';
import { lookForRate } from './look-for-rate.ts';
import { openTrainingRecord } from './training-record.ts';
import { isAtWork } from './training-state.ts';

export interface TrainingParts {
  readonly projects: Pick<ProjectStore, 'open'>;
  readonly watchDevice: (signal: AbortSignal) => AsyncIterable<DeviceView>;
  /** The project's own by default. */
  readonly readSplit?: ReadSplit;
  readonly planFolds?: PlanFolds;
  readonly startJob?: StartJob;
  readonly trash?: MoveToTrash;
  /** Where training.json and speeds.json lie; the app's data folder by default. */
  readonly home?: string;
}

export interface TrainingDesk extends TrainingService, LiveRuns {
  /** After the service's start: what was training when it ended goes on and is named, what was paused stays paused. */
  goOn(): Promise<readonly ResumedTraining[]>;
  /** Ends the job at work; it goes on at the next start. */
  close(): Promise<void>;
}

/** Trains the runs of all projects, one at a time, and tells how far they are. */
export function createTrainingService(parts: TrainingParts): TrainingDesk {
  const { projects, watchDevice, startJob = startRealJob, trash = moveToTrash, home = dataHome() } = parts;
  const record = openTrainingRecord(home);
  const hands = holdRuns(projects, record);
  const speeds = openSpeeds(home);
  const planFolds = parts.planFolds ?? planProjectFolds;
  const plans = createTrainingPlans({
    startJob,
    speeds,
    watchDevice,
    readSplit: parts.readSplit ?? readProjectSplit,
    planFolds,
    isTraining: () => queue.current !== null,
  });
  const queue = createTrainingQueue({
    startJob,
    speeds,
    changed: (hand) => {
      hands.changed(hand);
    },
    device: () => plans.deviceNow(),
  });

  /** Settled when what the last process had in hand is in hand again. */
  let takenUp: Promise<unknown> = Promise.resolve();
  /** The last start: two at once would find the same name free. */
  let starts: Promise<unknown> = Promise.resolve();
  const handOf = async (name: RunName): Promise<RunInHand> => {
    await takenUp;
    return hands.open(name);
  };
  const begin = (hand: RunInHand): void => {
    plans.makeWay();
    hands.keep(hand);
    queue.add(hand);
  };
  const pause = (hand: RunInHand): void => {
    hand.wish = 'pause';
    hand.job?.pause();
    hand.become('pausing');
    hands.changed(hand);
  };

  return {
    plan: async function* ({ project }, signal) {
      yield* plans.watch(await projects.open(project), signal);
    },
    recipes: async ({ project }) => plans.gallery(await projects.open(project)),
    network: async ({ project, recipe }) => plans.network(await projects.open(project), recipe),
    findRate: async function* ({ project: id, phase }, signal) {
      const project = await projects.open(id);
      requireNotWriting(project);
      requireReady(await plans.readyChecks(project));
      const { settings } = project.file;
      const recipe = recipeOfSettings(settings);
      // A measurement beside it would slow both.
      plans.makeWay();
      const start = settings.folds === null ? settings.startFrom : null;
      const from = start === null ? undefined : runFolderOf(project, start);
      const request = { folder: project.folder, recipe, seed: settings.seed, phase, from };
      yield* untilAborted(lookForRate(request, startJob, signal), signal);
    },
    takeWeights: ({ base, folder }) => plans.takeWeights(base, folder),
    async start({ project: id }) {
      await takenUp;
      const project = await projects.open(id);
      requireNotWriting(project);
      requireReady(await plans.readyChecks(project));
      const { settings } = project.file;
      const started = starts.then(async () => {
        const taken = hands.ofProject(id).map(({ made }) => made.run);
        const hand = await prepareTraining(project, settings, taken, planFolds);
        begin(hand);
        return { run: hand.made.run };
      });
      starts = started.catch(() => undefined);
      return started;
    },
    async snapshots(input) {
      const { folder } = await handOf(input);
      return readSnapshots(runPaths(folder).checkpoints);
    },
    watch: async function* (input, signal) {
      const hand = await handOf(input);
      if (!hand.kept && !isAtWork(hand.state.state)) await refresh(hand);
      yield* hand.news.watch(signal);
    },
    async pause(input) {
      const hand = await handOf(input);
      if (queue.remove(hand)) {
        hand.become('paused');
        hands.changed(hand);
      } else if (queue.current === hand) pause(hand);
    },
    async resume(input) {
      const hand = await handOf(input);
      if (waitsOrWorks(hand)) return;
      requireNotWriting(hand.project);
      const { run } = input;
      const snapshot = input.snapshot ?? hand.try.snapshot;
      // One that is gone is not asked for again.
      hand.try = { ...hand.try, snapshot: null };
      if (snapshot !== null) await findSnapshot(run, runPaths(hand.folder).checkpoints, snapshot);
      const isDone = snapshot === null && (await isTrained(hand.folder));
      // Meanwhile it may have been resumed, or discarded, or photos have begun to move.
      if (waitsOrWorks(hand)) return;
      if (!hands.isHeld(hand)) throw new ThawError('run-not-found', { run });
      requireNotWriting(hand.project);
      if (isDone) throw new ThawError('run-finished', { run });
      hand.try = { ...hand.try, snapshot };
      begin(hand);
    },
    async stop(input) {
      const hand = await handOf(input);
      const { state } = hand.state;
      if (queue.current === hand && hand.folds && !hand.hasResults) {
        // Without a finished fold there is nothing to keep but what a pause keeps.
        pause(hand);
      } else if (queue.current === hand) {
        hand.wish = 'stop';
        if (hand.folds) hand.job?.pause();
        else hand.job?.stop();
        hand.become('stopping');
        hands.changed(hand);
      } else if (queue.remove(hand) && !hand.hasResults) {
        hand.become('paused');
        hands.changed(hand);
      } else if (state !== 'finished' && hand.hasResults) {
        requireNotWriting(hand.project);
        // A run at rest with something to keep: that is measured now, wherever it was to go back to.
        hand.try = { ...hand.try, snapshot: null };
        begin(hand);
        hand.wish = 'stop';
      }
    },
    async discard(input) {
      const hand = await handOf(input);
      queue.remove(hand);
      if (queue.current === hand) {
        hand.wish = 'discard';
        hand.job?.cancel();
        await queue.atRest(hand);
      }
      hands.letGo(hand);
      if (await isOnDisk(hand.folder)) await trash(hand.folder, hand.project.trashFolder);
      hand.project.changed();
    },
    liveRuns: (project) => hands.ofProject(project).flatMap((hand) => hand.live() ?? []),
    async forget(project, run) {
      await takenUp;
      const hand = hands.find({ project, run });
      if (!hand) return;
      if (queue.current === hand || hand.state.state === 'waiting')
        throw new ThawError('run-in-use', { run });
      hands.letGo(hand);
      await hands.save();
    },
    goOn() {
      const done = takeUpRuns(record, projects, hands, begin);
      takenUp = done.catch(() => undefined);
      return done;
    },
    async close() {
      plans.close();
      await queue.close();
      await hands.save();
    },
  };
}

function waitsOrWorks({ state: { state } }: RunInHand): boolean {
  return state === 'waiting' || isAtWork(state);
}
