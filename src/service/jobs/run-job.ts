import { fork } from 'node:child_process';
import { isOutOfMemory } from '../../engine/backend/out-of-memory.ts';
import { builtProgram } from '../../engine/job/built-program.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { JobMessage } from '../../shared/job-asks.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import { eventQueue } from './event-queue.ts';
import { jobEnvironment } from './job-environment.ts';
import { tellJobEnd } from './job-ends.ts';
import type { ToJob } from './job-messages.ts';
import { jobEventSchema } from './job-messages.ts';
import { lastWords } from './last-words.ts';
import { tellLeftGpu } from './left-gpus.ts';
import { watchReading } from './watch-reading.ts';

/** A job in a process of its own. The last event is `result` or `error`; then the process is gone. */
export interface RunningJob {
  readonly events: AsyncIterable<JobEvent>;
  readonly pid: number | undefined;
  /** Asks the job to finish its batch and end with `paused`. */
  pause(): void;
  /** Asks a training to end after its epoch and to keep the best one so far. */
  stop(): void;
  /** Says something to a job that listens, such as `open-model`; what is said too late is not heard. */
  say(message: JobMessage): void;
  /** Ends the job: SIGTERM, and SIGKILL after a grace. Its last event is the error `cancelled`. */
  cancel(): void;
  /** Ends the job now, whatever it does. */
  kill(): void;
}

export interface JobOptions {
  /** The job process's program; the built one by default. */
  readonly entry?: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace?: number;
  /** Milliseconds in which a model file of another program must have been read; by the file's size by default. */
  readonly patience?: number;
}

/** Starts a job. Never throws: what goes wrong is the last event. */
export function startJob(request: JobRequest, options: JobOptions = {}): RunningJob {
  const queue = eventQueue<JobEvent>();
  const grace = options.grace ?? 3_000;
  const words = lastWords();
  const startedAt = performance.now();
  const child = fork(options.entry ?? builtProgram('job.js'), [], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Keeps NaN and Infinity as they are; JSON would make them null.
    serialization: 'advanced',
    execArgv: [],
    env: { ...jobEnvironment, ...process.env },
  });
  let last: JobEvent | null = null;
  let cancelled = false;
  const timers: NodeJS.Timeout[] = [];
  const killAfter = (milliseconds: number): void => {
    timers.push(setTimeout(() => child.kill('SIGKILL'), milliseconds));
  };
  const fail = (error: PlainError): void => {
    last ??= { kind: 'error', error };
  };

  const reading = watchReading(request, options.patience, (error) => {
    fail(error);
    child.kill('SIGKILL');
  });

  child.stdout?.resume();
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words.add(chunk);
  });
  child.on('message', (message) => {
    if (last !== null) return;
    const parsed = jobEventSchema.safeParse(message);
    if (parsed.success) {
      reading.heard(parsed.data);
      tellLeftGpu(request, parsed.data);
    }
    if (!parsed.success) {
      fail({
        code: 'unexpected',
        facts: {
          detail: `the job "${request.job}" sent an unknown event: ${JSON.stringify(message).slice(0, 300)}`,
        },
      });
      child.kill('SIGKILL');
    } else if (parsed.data.kind === 'result' || parsed.data.kind === 'error') {
      last = parsed.data;
      // The work is done; a native library that hangs on its way out does not hold it up.
      killAfter(grace);
    } else queue.push(parsed.data);
  });
  child.on('error', (error) => {
    fail({ code: 'unexpected', facts: { detail: error.message } });
    if (child.pid === undefined) finish(null, null);
  });

  // `close` comes when the process is gone and its output is read; messages may still be on their way until `disconnect`.
  child.on('close', (exitCode, signal) => {
    if (child.connected)
      child.once('disconnect', () => {
        finish(exitCode, signal);
      });
    else
      setImmediate(() => {
        finish(exitCode, signal);
      });
  });
  const finish = (exitCode: number | null, signal: string | null): void => {
    reading.stop();
    for (const timer of timers) clearTimeout(timer);
    if (cancelled) fail({ code: 'cancelled', facts: { run: 'run' in request ? request.run : null } });
    const detail = words.text();
    // Libraries that have no more memory end their process with a word of it; a kill from outside or a fault has none.
    if (!['SIGKILL', 'SIGSEGV', 'SIGBUS'].includes(signal ?? '') && isOutOfMemory(detail))
      fail({ code: 'out-of-memory', facts: { work: 'job', detail } });
    fail({ code: 'job-crashed', facts: { job: request.job, exitCode, signal, detail } });
    const ended = last!.kind === 'error' ? last.error.code : 'result';
    tellJobEnd({
      job: request.job,
      pid: child.pid,
      seconds: (performance.now() - startedAt) / 1000,
      ended,
      exitCode,
      signal,
      detail: ended === 'job-crashed' || ended === 'out-of-memory' ? detail : '',
    });
    queue.push(last!);
    queue.end();
  };

  const send = (message: ToJob): void => {
    // A process that is gone is told by `close`, not by a failed message.
    if (child.connected) child.send(message, () => undefined);
  };
  send({ kind: 'start', request });

  return {
    events: queue,
    pid: child.pid,
    pause() {
      send({ kind: 'control', control: 'pause' });
    },
    stop() {
      send({ kind: 'control', control: 'stop' });
    },
    say(message) {
      send({ kind: 'say', message });
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      child.kill('SIGTERM');
      killAfter(grace);
    },
    kill() {
      cancelled = true;
      child.kill('SIGKILL');
    },
  };
}

/** Runs a job to its end. Resolves with its result; throws its ThawError. `onEvent` sees every event but the last. */
export async function runJob<Result>(
  request: JobRequest,
  onEvent: (event: JobEvent) => void = () => undefined,
  options: JobOptions & { readonly onStart?: (job: RunningJob) => void } = {},
): Promise<Result> {
  const job = startJob(request, options);
  options.onStart?.(job);
  for await (const event of job.events) {
    if (event.kind === 'result') return event.result as Result;
    if (event.kind === 'error') throw ThawError.fromPlain(event.error);
    onEvent(event);
  }
  throw new ThawError('unexpected', { detail: `the job "${request.job}" ended without a last event` });
}
