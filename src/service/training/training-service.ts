import { createFolds } from '../../engine/dataset/create-folds.ts';
import { dataHome } from '../../engine/storage/home.ts';
import type { ResumedTraining } from '../../shared/app/crash-note.ts';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { startJob as startRealJob } from '../jobs/run-job.ts';
import type { Project } from '../projects/project.ts';
import type { LiveRuns } from '../runs/live-runs.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { moveToTrash, type MoveToTrash } from '../runs/move-to-trash.ts';
import { planProjectFolds, type PlanFolds } from '../photos/project-folds.ts';
import { changeAbout } from '../../engine/training/about-file.ts';
import type { TrainingService } from '../services.ts';
import { untilAborted } from '../watch/until-aborted.ts';
import type { ReadSplit } from './check-data.ts';
import { foldInHand } from './folds-in-hand.ts';
import { freeRunName } from './free-run-name.ts';
import type { StartJob } from './last-result.ts';
import { newRunInHand, openRunInHand, refresh } from './open-run-in-hand.ts';
import { changesAgainstNamed } from '../../shared/recipes/recipe-differences.ts';
import { recipeOfSettings } from '../../shared/recipes/recipe-of-settings.ts';
import type { RunInHand } from './run-in-hand.ts';
import { isOnDisk, isTrained } from './standing.ts';
import { openSpeeds } from './speeds.ts';
import { readProjectSplit } from './read-project-split.ts';
import { createTrainingPlans } from './training-plans.ts';
import { createTrainingQueue } from './training-queue.ts';
import { lookForRate } from './look-for-rate.ts';
import { openTrainingRecord, type TrainingEntry } from './training-record.ts';
import { isAtWork } from './training-state.ts';

export interface TrainingParts {
  readonly projects: { open(id: string): Promise<Project> };
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
  const hands = new Map<string, RunInHand>();
  const record = openTrainingRecord(home);
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
  const save = (): Promise<void> => {
    const kept = [...hands.values()].filter((hand) => hand.kept && hand.state.state !== 'finished');
    return record.write(kept.map((hand) => hand.entry()));
  };
  const changed = (hand: RunInHand): void => {
    if (hand.state.state === 'finished') hand.kept = false;
    void save();
    hand.project.changed();
  };
  const queue = createTrainingQueue({ startJob, speeds, changed, device: () => plans.deviceNow() });

  const keyOf = (project: string, run: string): string => `${project}/${run}`;
  /** Settled when what the last process had in hand is in hand again. */
  let takenUp: Promise<unknown> = Promise.resolve();
  /** The last start: two at once would find the same name free. */
  let starts: Promise<unknown> = Promise.resolve();
  const handOf = async ({ project: id, run }: { project: string; run: string }): Promise<RunInHand> => {
    await takenUp;
    const known = hands.get(keyOf(id, run));
    if (known) return known;
    const opened = await openRunInHand(await projects.open(id), run);
    // Another call may have opened it meanwhile.
    const hand = hands.get(keyOf(id, run)) ?? opened;
    hands.set(keyOf(id, run), hand);
    return hand;
  };
  const keep = (hand: RunInHand): void => {
    hand.kept = true;
    hands.set(keyOf(hand.project.id, hand.made.run), hand);
  };
  const begin = (hand: RunInHand): void => {
    plans.makeWay();
    keep(hand);
    queue.add(hand);
  };
  const pause = (hand: RunInHand): void => {
    hand.wish = 'pause';
    hand.job?.pause();
    hand.become('pausing');
    changed(hand);
  };
  const isInHand = (hand: RunInHand): boolean => hands.get(keyOf(hand.project.id, hand.made.run)) === hand;
  const letGo = (hand: RunInHand): void => {
    hands.delete(keyOf(hand.project.id, hand.made.run));
    hand.news.close();
    void save();
    hand.project.changed();
  };
  const takeUp = async (): Promise<readonly ResumedTraining[]> => {
    const opened: { readonly hand: RunInHand; readonly entry: TrainingEntry }[] = [];
    for (const entry of await record.read()) {
      const hand = await handFrom(entry, projects);
      if (hand) opened.push({ hand, entry });
    }
    // A page may watch a run already: another hand would leave that page with one that never moves.
    const found = opened
      .map(({ hand, entry }) => ({ hand: hands.get(keyOf(entry.project, entry.run)) ?? hand, entry }))
      .filter(({ hand }) => !hand.kept);
    // All are kept before the first begins: the record is written anew then.
    for (const { hand, entry } of found) {
      keep(hand);
      hand.become(entry.state === 'failed' ? 'failed' : 'paused', entry.error);
    }
    const [resumed, resting] = [found.filter(wasAtWork), found.filter((taken) => !wasAtWork(taken))];
    // As they lie in their folders; a run that begins has other epochs soon.
    const told = resumed.map(({ hand }) => resumedTraining(hand));
    for (const { hand } of resumed) begin(hand);
    for (const { hand } of resting) hand.project.changed();
    return told;
  };
  const liveOf = (project: string): readonly RunInHand[] =>
    [...hands.values()].filter((hand) => hand.project.id === project);

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
    async start({ project: id }) {
      await takenUp;
      const project = await projects.open(id);
      requireNotWriting(project);
      requireReady(await plans.readyChecks(project));
      const { settings } = project.file;
      const recipe = recipeOfSettings(settings);
      const started = starts.then(async () => {
        const now = new Date();
        const taken = liveOf(id).map(({ made }) => made.run);
        const { folds: numFolds } = settings;
        const base = numFolds === null ? recipe.name : `${recipe.name}-${numFolds}-folds`;
        const run = await freeRunName(project.runsFolder, base, taken, now);
        const name = settings.runName.trim() || null;
        const entry: TrainingEntry = {
          project: id,
          run,
          recipe,
          state: 'waiting',
          changes: [...changesAgainstNamed(recipe)],
          seed: settings.seed,
          folds: numFolds,
          startFrom: numFolds === null ? settings.startFrom : null,
          name,
          createdAt: now.toISOString(),
          error: null,
        };
        // Photos may have begun to move meanwhile.
        requireNotWriting(project);
        const hand = newRunInHand(project, entry);
        if (numFolds !== null) {
          await createFolds(hand.folder, planFolds(project, numFolds));
          if (name !== null) await changeAbout(hand.folder, { name });
          requireNotWriting(project);
        }
        begin(hand);
        return { run };
      });
      starts = started.catch(() => undefined);
      return started;
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
        changed(hand);
      } else if (queue.current === hand) pause(hand);
    },
    async resume(input) {
      const hand = await handOf(input);
      if (waitsOrWorks(hand)) return;
      requireNotWriting(hand.project);
      const isDone = await isTrained(hand.folder);
      // Meanwhile it may have been resumed, or discarded, or photos have begun to move.
      if (waitsOrWorks(hand)) return;
      if (!isInHand(hand)) throw new ThawError('run-not-found', { run: input.run });
      requireNotWriting(hand.project);
      if (isDone) throw new ThawError('run-finished', { run: input.run });
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
        changed(hand);
      } else if (queue.remove(hand) && !hand.hasResults) {
        hand.become('paused');
        changed(hand);
      } else if (state !== 'finished' && hand.hasResults) {
        requireNotWriting(hand.project);
        // A run at rest with something to keep: that is measured now.
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
      letGo(hand);
      if (await isOnDisk(hand.folder)) await trash(hand.folder, hand.project.trashFolder);
      hand.project.changed();
    },
    liveRuns: (project) => liveOf(project).flatMap((hand) => hand.live() ?? []),
    async forget(project, run) {
      await takenUp;
      const hand = hands.get(keyOf(project, run));
      if (!hand) return;
      if (queue.current === hand || hand.state.state === 'waiting')
        throw new ThawError('run-in-use', { run });
      letGo(hand);
      await save();
    },
    goOn() {
      const done = takeUp();
      takenUp = done.catch(() => undefined);
      return done;
    },
    async close() {
      plans.close();
      await queue.close();
      await save();
    },
  };
}

function wasAtWork({ entry: { state } }: { readonly entry: TrainingEntry }): boolean {
  return state === 'training' || state === 'waiting';
}

function resumedTraining({ project: { id, file }, made, state, folds }: RunInHand): ResumedTraining {
  const { run, recipe, name } = made;
  return {
    project: id,
    projectName: file.name,
    run,
    name: name ?? recipe.name,
    fold: folds && foldInHand(folds),
    epochs: state.epochs.length,
  };
}

function waitsOrWorks({ state: { state } }: RunInHand): boolean {
  return state === 'waiting' || isAtWork(state);
}

function requireReady(checks: readonly ReadyCheck[]): void {
  const failing = checks.find(({ ok }) => !ok);
  if (failing) throw new ThawError('project-not-ready', { check: failing.kind });
}

/** No run begins whose photos are just moved away. */
function requireNotWriting({ work, file }: Project): void {
  if (work.writing !== null) throw new ThawError('project-busy', { project: file.name, doing: 'splitting' });
}

/** A run that the last process had in hand; null where it is finished, or its project is gone. */
async function handFrom(
  entry: TrainingEntry,
  projects: TrainingParts['projects'],
): Promise<RunInHand | null> {
  const project = await projects.open(entry.project).catch(() => null);
  if (!project) return null;
  // It came to its end in the moment in which the service died.
  if (await isTrained(runFolderOf(project, entry.run))) return null;
  return openRunInHand(project, entry.run).catch(() => newRunInHand(project, entry));
}
