import { ThawError, isThawError } from '../../shared/errors/thaw-error.ts';
import type { GivenPhoto, ModelAnswer } from '../../shared/job-asks.ts';
import { photosPerAsk, type KeptModel } from './kept-model.ts';
import type { ServingLimits } from './serving-limits.ts';

/** What a model makes of one photo: an answer, or why it has none. */
export type PhotoOutcome = Extract<ModelAnswer, { kind: 'photo' | 'skipped' }>;

/** Photos of all requests on their way to one model; those that wait together are answered in one pass. */
export interface PredictionQueue {
  /** Photos that wait or are being looked at. */
  size(): number;
  /**
   * Each photo's outcome, in order. Throws `model-busy`, `model-not-ready`, `answer-too-late`, and `cancelled` once
   * the signal is aborted.
   */
  ask(photos: readonly GivenPhoto[], signal: AbortSignal): Promise<readonly PhotoOutcome[]>;
  /** Looks whether the model became ready, or ceased to be. */
  modelChanged(): void;
}

interface Waiting {
  readonly photo: GivenPhoto;
  readonly settle: (outcome: PhotoOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/** While one pass is computed, the photos of the next are decoded. */
const asksAtOnce = 2;
/** Of the rate by which a wait is told. */
const smoothing = 0.3;

/** Opens the way to a model. */
export function openPredictionQueue(model: KeptModel, limits: ServingLimits): PredictionQueue {
  const waiting: Waiting[] = [];
  const never = new AbortController().signal;
  let inside = 0;
  let asks = 0;
  let secondsPerPhoto = 0.1;

  const next = (): void => {
    if (!model.ready()) {
      for (const { fail } of waiting.splice(0)) fail(notReady(model));
      return;
    }
    while (asks < asksAtOnce && waiting.length > 0) void askBatch(waiting.splice(0, photosPerAsk));
  };
  const askBatch = async (batch: readonly Waiting[]): Promise<void> => {
    const start = performance.now();
    asks++;
    inside += batch.length;
    const unanswered = new Set(batch);
    try {
      const photos = batch.map(({ photo }) => photo);
      const ask = { kind: 'score-photos', photos, limitPixels: limits.pixelsPerPhoto } as const;
      for await (const answer of model.ask(ask, never))
        if (answer.kind === 'photo' || answer.kind === 'skipped') {
          const asked = batch[answer.index]!;
          unanswered.delete(asked);
          asked.settle(answer);
        }
      const seconds = (performance.now() - start) / 1000 / batch.length;
      secondsPerPhoto += smoothing * (seconds - secondsPerPhoto);
      for (const { fail } of unanswered)
        fail(new ThawError('unexpected', { detail: 'the model left out a photo' }));
    } catch (error) {
      const told = isThawError(error, 'job-crashed') ? notReady(model) : error;
      for (const { fail } of unanswered) fail(told);
    }
    asks--;
    inside -= batch.length;
    next();
  };

  return {
    size: () => waiting.length + inside,
    async ask(photos, signal) {
      if (!model.ready()) throw notReady(model);
      const size = waiting.length + inside;
      // A request that comes first is taken however large it is.
      if (size > 0 && size + photos.length > limits.photosWaiting)
        throw new ThawError('model-busy', { waiting: size, seconds: inSeconds(size * secondsPerPhoto) });
      const deadline = AbortSignal.timeout(limits.answerWithin);
      const asked = photos.map((photo) => enter(photo));
      const leave = (): void => {
        for (const { item } of asked) {
          const place = waiting.indexOf(item);
          if (place >= 0) waiting.splice(place, 1);
          item.fail(
            signal.aborted
              ? new ThawError('cancelled', { run: null })
              : new ThawError('answer-too-late', { seconds: inSeconds(limits.answerWithin / 1000) }),
          );
        }
      };
      const either = AbortSignal.any([signal, deadline]);
      either.addEventListener('abort', leave, { once: true });
      if (either.aborted) leave();
      next();
      try {
        return await Promise.all(asked.map(({ outcome }) => outcome));
      } finally {
        either.removeEventListener('abort', leave);
      }
    },
    modelChanged: next,
  };

  function enter(photo: GivenPhoto): { readonly item: Waiting; readonly outcome: Promise<PhotoOutcome> } {
    let item: Waiting;
    const outcome = new Promise<PhotoOutcome>((settle, fail) => {
      item = { photo, settle, fail };
      waiting.push(item);
    });
    // The first failure is told; the others are the same.
    outcome.catch(() => undefined);
    return { item: item!, outcome };
  }
}

function notReady(model: KeptModel): ThawError {
  return new ThawError('model-not-ready', { name: model.name, seconds: model.readyIn() });
}

function inSeconds(seconds: number): number {
  return Math.min(60, Math.max(1, Math.ceil(seconds)));
}
