import type { ModelAnswer, ModelAsk } from '../../shared/job-asks.ts';
import { type PlainError, ThawError } from '../../shared/errors/thaw-error.ts';
import { type EventQueue, eventQueue } from '../jobs/event-queue.ts';
import type { RunningJob } from '../jobs/run-job.ts';

/** An answer to an ask that goes on. */
export type OngoingAnswer = Exclude<ModelAnswer, { kind: 'done' | 'failed' }>;

/** One process with a run's model in memory. */
export interface WarmModel {
  /** False until the model is in memory. */
  readonly opened: boolean;
  /**
   * The answers, in order. Ends when all came. Throws what went wrong with this ask or with the process
   * (`job-crashed`), and `cancelled` once `signal` is aborted.
   */
  ask(ask: ModelAsk, signal: AbortSignal): AsyncGenerator<OngoingAnswer, void>;
  /** Ends the process; what is still asked ends with `cancelled`. Resolves when it is gone. */
  close(): Promise<void>;
}

/** When a model came into memory, and when its process is gone; each is called once. */
export interface WarmModelEvents {
  readonly opened?: () => void;
  readonly ended: (failure: PlainError) => void;
}

/** Asks of a process that has just started. */
export function warmModel(job: RunningJob, events: WarmModelEvents): WarmModel {
  const asks = new Map<string, EventQueue<ModelAnswer>>();
  let lastAsk = 0;
  let opened = false;
  let failure: PlainError | null = null;
  const gone = listen();

  async function listen(): Promise<void> {
    for await (const event of job.events) {
      if (event.kind === 'model-opened') {
        opened = true;
        events.opened?.();
      } else if (event.kind === 'model-answer') asks.get(event.ask)?.push(event.answer);
      else if (event.kind === 'error') failure = event.error;
    }
    failure ??= { code: 'unexpected', facts: { detail: 'the open model ended by itself' } };
    for (const answers of asks.values()) answers.push({ kind: 'failed', error: failure });
    events.ended(failure);
  }

  return {
    get opened() {
      return opened;
    },
    async *ask(ask, signal) {
      const id = String(++lastAsk);
      const cancelled: ModelAnswer = { kind: 'failed', error: { code: 'cancelled', facts: { run: null } } };
      const answers = eventQueue<ModelAnswer>();
      const drop = (): void => {
        job.say({ kind: 'drop', id });
        answers.push(cancelled);
      };
      asks.set(id, answers);
      signal.addEventListener('abort', drop);
      let answered = false;
      try {
        if (failure) throw ThawError.fromPlain(failure);
        job.say({ kind: 'ask', id, ask });
        if (signal.aborted) drop();
        for await (const answer of answers) {
          answered = answer.kind === 'done' || answer.kind === 'failed';
          if (answer.kind === 'failed') throw ThawError.fromPlain(answer.error);
          if (answer.kind === 'done') return;
          yield answer;
        }
      } finally {
        signal.removeEventListener('abort', drop);
        asks.delete(id);
        // Nobody reads on: the process need not go on either.
        if (!answered) job.say({ kind: 'drop', id });
      }
    },
    async close() {
      job.cancel();
      await gone;
    },
  };
}
