import type { ErrorCode } from '../../shared/errors/error-facts.ts';
import { isThawError, type ThawError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { RunInHand } from './run-in-hand.ts';
import { trainFolds } from './train-folds.ts';
import { trainPatiently, type TrainOnceParts } from './train-once.ts';

/** What trains a run, and how often it tries. */
export type TrainingQueueParts = TrainOnceParts;

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

/** Trains a run, or all folds of a cross-validation, to the end, whatever that is; the run's state tells it. Never throws. */
async function work(hand: RunInHand, parts: TrainingQueueParts): Promise<void> {
  try {
    const isDone = await (hand.made.folds === null ? trainPatiently(hand, parts) : trainFolds(hand, parts));
    if (isDone) hand.become('finished');
    settle(hand, null, parts);
  } catch (error) {
    settle(hand, asThawError(error), parts);
  }
}

/** Nothing is wrong with the run: with room on the disk, or the drive there again, it goes on. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'disk-full',
  'drive-gone',
  'too-many-open-files',
]);

function settle(hand: RunInHand, error: ThawError | null, parts: TrainingQueueParts): void {
  if (hand.wish === 'close') {
    // Goes on when the service starts again: the record keeps it as training.
    hand.news.changed(true);
    return;
  }
  if (error === null) {
    if (hand.state.state !== 'finished') hand.become('paused');
  } else if (error.code === 'paused' || error.code === 'cancelled') hand.become('paused');
  else if (isThawError(error, 'run-finished')) hand.become('finished');
  else if (passing.has(error.code)) hand.become('paused', error.toPlain());
  else hand.become('failed', error.toPlain());
  parts.changed(hand);
}
