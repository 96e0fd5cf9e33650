import { join } from 'node:path';
import { ruleOfRun } from '../../engine/familiarity/run-rule.ts';
import { openRun, readRunFile, runPaths } from '../../engine/training/run-folder.ts';
import { ThawError, type PlainError } from '../../shared/errors/thaw-error.ts';
import type { ModelAsk } from '../../shared/job-asks.ts';
import { modelFileSchema, type ModelFile } from '../../shared/run-files.ts';
import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { type RunningJob, startJob } from '../jobs/run-job.ts';
import { type OngoingAnswer, type WarmModel, warmModel } from '../predictions/warm-model.ts';

/** A run's model in a process of its own, which is started again when it ends by itself. */
export interface KeptModel {
  readonly name: string;
  readonly file: ModelFile;
  /** What an answer is judged by; null: each stands. */
  readonly rule: AcceptanceRule | null;
  /** False while its process is being started. */
  ready(): boolean;
  /** Seconds after which it is worth asking again, while it is not ready. */
  readyIn(): number;
  /** The answers, in order. Throws `model-not-ready`, and as `WarmModel.ask`. */
  ask(ask: ModelAsk, signal: AbortSignal): AsyncGenerator<OngoingAnswer, void>;
  /** Resolves once the model is in memory for the first time. Throws what opening it throws. */
  readonly opened: Promise<void>;
  /** Ends the process; it is not started again. */
  close(): Promise<void>;
}

export interface KeptModelOptions {
  readonly name: string;
  /** The run's folder. */
  readonly run: string;
  /** Called when it becomes ready, and when it no longer is. */
  readonly changed: () => void;
  /** The process ended by itself; why. */
  readonly died?: (detail: string) => void;
  /** Starts the process; another program in tests. */
  readonly start?: (run: string) => RunningJob;
}

/**
 * Photos in one pass: as many as the engine takes (engine/models/frozen-pass.ts). Nobody waits for a pass to be full:
 * while one is computed, the next gathers.
 */
export const photosPerAsk = 10;

/** Milliseconds before a start anew: doubled with each that fails, up to the most. */
const firstPause = 250;
const longestPause = 30_000;
/** Milliseconds that loading takes, until it was measured. */
const usualLoading = 3_000;

/** Reads what a run's model is, and starts its process. Throws `run-has-no-model`, `run-file-damaged`, `run-not-found`. */
export async function keepModel({
  name,
  run,
  changed,
  died,
  start = startModel,
}: KeptModelOptions): Promise<KeptModel> {
  const file = await readRunFile(run, join(runPaths(run).model, 'network.json'), modelFileSchema);
  if (!file) {
    await openRun(run);
    throw new ThawError('run-has-no-model', { run });
  }
  // An answer's rule is that of the moment when the server was started.
  const rule = await ruleOfRun(run, file);
  let model: WarmModel;
  let state: 'loading' | 'ready' | 'closed' = 'loading';
  let pause = firstPause;
  let loading = usualLoading;
  let readyAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const open = (tellOpened: () => void, tellFailed: (error: ThawError) => void): void => {
    const begun = performance.now();
    readyAt = begun + loading;
    model = warmModel(start(run), {
      opened() {
        warmUp(model, file.image.size).then(
          () => {
            if (state === 'closed') return;
            state = 'ready';
            loading = performance.now() - begun;
            tellOpened();
            changed();
          },
          // A process that is gone has been told below.
          (error: unknown) => {
            tellFailed(asThawError(error));
            void model.close();
          },
        );
      },
      ended(failure) {
        tellFailed(ThawError.fromPlain(failure));
        if (state === 'closed') return;
        // A process that ends soon after each start is started ever more seldom.
        pause = performance.now() - begun > longestPause ? firstPause : Math.min(longestPause, 2 * pause);
        state = 'loading';
        readyAt = performance.now() + pause + loading;
        timer = setTimeout(open, pause, ignore, ignore);
        died?.(reasonOf(failure));
        changed();
      },
    });
  };
  const opened = new Promise<void>((resolve, reject) => {
    open(resolve, (error) => {
      // What cannot be opened once is not tried again.
      if (state === 'loading') state = 'closed';
      reject(error);
    });
  });
  // Whoever does not wait for it learns of a failure by the next ask.
  opened.catch(ignore);

  const readyIn = (): number => Math.max(1, Math.ceil((readyAt - performance.now()) / 1000));
  return {
    name,
    file,
    rule,
    ready: () => state === 'ready',
    readyIn,
    ask(ask, signal) {
      if (state !== 'ready') throw new ThawError('model-not-ready', { name, seconds: readyIn() });
      return model.ask(ask, signal);
    },
    opened,
    async close() {
      state = 'closed';
      clearTimeout(timer);
      await model.close();
    },
  };
}

const ignore = (): void => undefined;

/** The first pass of a size takes seconds, in which a backend plans its work: nobody should wait for that. */
async function warmUp(model: WarmModel, side: number): Promise<void> {
  const photo = { kind: 'pixels', data: new Uint8Array(side * side * 3), width: side, height: side } as const;
  for (const count of [1, photosPerAsk]) {
    const photos = Array.from({ length: count }, () => photo);
    const answers = model.ask(
      { kind: 'score-photos', photos, limitPixels: side * side },
      new AbortController().signal,
    );
    for await (const answer of answers)
      if (answer.kind === 'skipped') throw new ThawError('unexpected', { detail: answer.skipped.reason });
  }
}

function startModel(run: string): RunningJob {
  return startJob({ job: 'open-model', run });
}

function reasonOf({ code, facts }: PlainError): string {
  if (code !== 'job-crashed') return code;
  const { signal, exitCode } = facts as { signal: string | null; exitCode: number | null };
  return signal ?? `exit code ${exitCode ?? 'unknown'}`;
}
