import { setTimeout as wait } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { runPaths } from '../../engine/training/run-folder.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import { changeAbout } from '../../engine/training/about-file.ts';
import { anotherTry, isBack, requestOfTry } from './another-try.ts';
import { lastResult, type StartJob } from './last-result.ts';
import { startOfWork } from './open-run-in-hand.ts';
import type { RunInHand } from './run-in-hand.ts';
import type { Speeds } from './speeds.ts';
import { SpeedWatch } from './watch-speed.ts';

export interface TrainOnceParts {
  readonly startJob: StartJob;
  readonly speeds: Speeds;
  /** The device's name, for its speeds; null where it is not known. */
  readonly device: () => Promise<string | null>;
  /** A run's state changed, or it has another epoch: the record and the project's view follow. */
  readonly changed: (hand: RunInHand) => void;
  /** Milliseconds between two looks at a run that another process still holds. */
  readonly patience?: number;
}

/** How often a run is tried again that another process holds: the last job of a service that died leaves soon. */
const lockTries = 5;

/**
 * Trains a run, or the fold of a cross-validation that is next, once more after a crash, with batches in smaller
 * parts after the system killed its job, and on the processor after its GPU failed. False where a wish came before
 * its job was started. Throws the job's error.
 */
export async function trainPatiently(hand: RunInHand, parts: TrainOnceParts): Promise<boolean> {
  let mayCrash = true;
  let tries = lockTries;
  for (;;) {
    try {
      return await trainOnce(hand, parts);
    } catch (error) {
      const found = asThawError(error);
      const next = wishOf(hand) === 'none' ? anotherTry(hand.made.recipe, hand.try, found) : null;
      if (next) hand.try = next;
      else if (wishOf(hand) === 'none' && mayCrash && isThawError(found, 'job-crashed')) mayCrash = false;
      else if (wishOf(hand) === 'none' && tries > 0 && isThawError(found, 'locked-by-other')) {
        tries -= 1;
        await wait(parts.patience ?? 2_000);
      } else throw found;
    }
  }
}

async function trainOnce(hand: RunInHand, parts: TrainOnceParts): Promise<boolean> {
  const { recipe } = hand.made;
  // The speeds that are known are those of the GPU.
  const device = hand.try.leftGpu ? null : await parts.device();
  const known = device === null ? null : await parts.speeds.of(device, recipe);
  const start = await startOfWork(hand, known);
  const watch = start.work && new SpeedWatch(start.work, known);
  // A wish that came while this was read is for the job that is not there yet.
  if (hand.wish === 'discard' || hand.wish === 'close' || hand.wish === 'pause') return false;
  hand.restart(start);
  // The finished folds are what is kept: no other one is begun for it.
  if (wishOf(hand) === 'stop' && hand.folds) return false;
  hand.become(wishOf(hand) === 'stop' ? 'stopping' : 'running');
  hand.job = parts.startJob(requestOf(hand));
  if (wishOf(hand) === 'stop') hand.job.stop();
  parts.changed(hand);
  try {
    await lastResult(hand.job, async (event) => {
      hand.news.changed(hand.state.take(event));
      if (isBack(event)) {
        hand.try = { ...hand.try, snapshot: null };
        // Fewer epochs than were told.
        hand.news.restarted();
      }
      const measured = watch?.take(event, performance.now() / 1000);
      if (measured && device !== null) await parts.speeds.keep(device, recipe, measured);
      if (event.kind === 'stage') await nameRun(hand);
      if (event.kind === 'epoch' || event.kind === 'stage') parts.changed(hand);
    });
    await nameRun(hand);
    return true;
  } finally {
    hand.job = null;
  }
}

function requestOf({ project, places: { from: folder, run }, made, try: asked }: RunInHand): JobRequest {
  const { recipe, changes, seed, startFrom } = made;
  const from = startFrom === null ? {} : { from: runFolderOf(project, startFrom) };
  return requestOfTry({ job: 'train', folder, run, recipe, changes, seed, ...from }, asked);
}

/** Writes the person's name into the run's folder as soon as that is there; a cross-validation has it from its start. */
async function nameRun({ folder, made }: RunInHand): Promise<void> {
  const { config, about } = runPaths(folder);
  if (made.name === null || existsSync(about) || !existsSync(config)) return;
  // The name stays in training.json until then; a disk that is full is told by the training itself.
  await changeAbout(folder, { name: made.name }).catch(() => undefined);
}

/** Wishes come while a run works: read anew each time. */
function wishOf(hand: RunInHand): RunInHand['wish'] {
  return hand.wish;
}
