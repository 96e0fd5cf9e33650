import { setTimeout as wait } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { runPaths } from '../../engine/training/run-folder.ts';
import { isThawError, type ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { changeAbout } from '../runs/about-file.ts';
import { lastResult, type StartJob } from './last-result.ts';
import { startOfWork } from './open-run-in-hand.ts';
import type { RunInHand } from './run-in-hand.ts';
import { SpeedWatch } from './watch-speed.ts';
import type { Speeds } from './speeds.ts';

export interface TrainingQueueParts {
  readonly startJob: StartJob;
  readonly speeds: Speeds;
  /** The device's name, for its speeds; null where it is not known. */
  readonly device: () => Promise<string | null>;
  /** A run's state changed, or it has another epoch: the record and the project's view follow. */
  readonly changed: (hand: RunInHand) => void;
  /** Milliseconds between two looks at a run that another process still holds. */
  readonly patience?: number;
}

/** One training at a time; the others wait in the order in which they were asked for. */
export interface TrainingQueue {
  /** Does nothing where the run works or waits already. */
  add(hand: RunInHand): void;
  /** Takes a waiting run out. False where it does not wait. */
  remove(hand: RunInHand): boolean;
  /** The run at work. */
  readonly current: RunInHand | null;
  /** Resolves when the run no longer works. */
  atRest(hand: RunInHand): Promise<void>;
  /** Starts nothing more, and ends what works; it goes on when it is added again. */
  close(): Promise<void>;
}

/** How often a run is tried again that another process holds: the last job of a service that died leaves soon. */
const lockTries = 5;

export function createTrainingQueue(parts: TrainingQueueParts): TrainingQueue {
  const waiting: RunInHand[] = [];
  let current: { readonly hand: RunInHand; readonly done: Promise<void> } | null = null;
  let closed = false;
  const pump = (): void => {
    if (current || closed) return;
    const hand = waiting.shift();
    if (!hand) return;
    const done = work(hand, parts).finally(() => {
      current = null;
      pump();
    });
    current = { hand, done };
  };
  return {
    add(hand) {
      if (current?.hand === hand || waiting.includes(hand)) return;
      hand.wish = 'none';
      hand.become('waiting');
      parts.changed(hand);
      waiting.push(hand);
      pump();
    },
    remove(hand) {
      const at = waiting.indexOf(hand);
      if (at >= 0) waiting.splice(at, 1);
      return at >= 0;
    },
    get current() {
      return current?.hand ?? null;
    },
    async atRest(hand) {
      if (current?.hand === hand) await current.done;
    },
    async close() {
      closed = true;
      if (!current) return;
      current.hand.wish = 'close';
      current.hand.job?.cancel();
      await current.done;
    },
  };
}

/** Trains a run to its end, whatever that is; the run's state tells it. Never throws. */
async function work(hand: RunInHand, parts: TrainingQueueParts): Promise<void> {
  let mayCrash = true;
  let tries = lockTries;
  for (;;) {
    try {
      await trainOnce(hand, parts);
      settle(hand, null, parts);
      return;
    } catch (error) {
      const found = asThawError(error);
      if (wishOf(hand) === 'none' && mayCrash && isThawError(found, 'job-crashed')) mayCrash = false;
      else if (wishOf(hand) === 'none' && tries > 0 && isThawError(found, 'locked-by-other')) {
        tries -= 1;
        await wait(parts.patience ?? 2_000);
      } else {
        settle(hand, found, parts);
        return;
      }
    }
  }
}

async function trainOnce(hand: RunInHand, parts: TrainingQueueParts): Promise<void> {
  const { recipe } = hand.made;
  const device = await parts.device();
  const known = device === null ? null : await parts.speeds.of(device, recipe);
  const start = await startOfWork(hand, known);
  const watch = start.work && new SpeedWatch(start.work, known);
  // A wish that came while this was read is for the job that is not there yet.
  if (hand.wish === 'discard' || hand.wish === 'close' || hand.wish === 'pause') return;
  hand.restart(start);
  hand.become(wishOf(hand) === 'stop' ? 'stopping' : 'running');
  hand.job = parts.startJob(requestOf(hand));
  if (wishOf(hand) === 'stop') hand.job.stop();
  parts.changed(hand);
  try {
    await lastResult(hand.job, async (event) => {
      hand.news.changed(hand.state.take(event));
      const measured = watch?.take(event, performance.now() / 1000);
      if (measured && device !== null) await parts.speeds.keep(device, recipe, measured);
      if (event.kind === 'stage') await nameRun(hand);
      if (event.kind === 'epoch' || event.kind === 'stage') parts.changed(hand);
    });
    await nameRun(hand);
    hand.become('finished');
  } finally {
    hand.job = null;
  }
}

function requestOf({ folder, project, made }: RunInHand): JobRequest {
  if (existsSync(runPaths(folder).config)) return { job: 'resume', run: folder };
  const { recipe, changes, seed } = made;
  return { job: 'train', folder: project.folder, run: folder, recipe, changes: [...changes], seed };
}

/** Writes the person's name into the run's folder as soon as that is there. */
async function nameRun({ folder, made }: RunInHand): Promise<void> {
  const { config, about } = runPaths(folder);
  if (made.name === null || existsSync(about) || !existsSync(config)) return;
  // The name stays in training.json until then; a disk that is full is told by the training itself.
  await changeAbout(folder, { name: made.name }).catch(() => undefined);
}

function settle(hand: RunInHand, error: ThawError | null, parts: TrainingQueueParts): void {
  if (hand.wish === 'close') {
    // Goes on when the service starts again: the record keeps it as training.
    hand.news.changed(true);
    return;
  }
  if (error === null) {
    if (hand.state.state !== 'finished') hand.become('paused');
  } else if (error.code === 'paused' || error.code === 'cancelled') hand.become('paused');
  else if (error.code === 'run-finished') hand.become('finished');
  // Nothing is wrong with the run: with room on the disk it goes on.
  else if (error.code === 'disk-full') hand.become('paused', error.toPlain());
  else hand.become('failed', error.toPlain());
  parts.changed(hand);
}

/** Wishes come while a run works: read anew each time. */
function wishOf(hand: RunInHand): RunInHand['wish'] {
  return hand.wish;
}
