import { constants, setPriority } from 'node:os';
import type { JobContext } from '../../engine/job/job-context.ts';
import type { ErrorEvent, JobEvent } from '../../shared/job-events.ts';
import type { JobMessage } from '../../shared/job-asks.ts';
import { asThawError } from './as-thaw-error.ts';
import { eventQueue } from './event-queue.ts';
import { handle } from './handlers/handle.ts';
import type { ToJob } from './job-messages.ts';
import { toJobSchema } from './job-messages.ts';

/**
 * The job process: one job, asked for and answered over Node's IPC channel. Only here TensorFlow is loaded, since it
 * blocks its thread and can crash. The process lives no longer than its job and than its parent.
 */
const stop = new AbortController();
const requested = { pause: false, stop: false };
const said = eventQueue<JobMessage>();
let started = false;

lowerPriority();
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => {
  stop.abort();
  said.end();
});
// Ctrl-C reaches every process of the terminal; what it means is the parent's decision.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => {
  finish({ kind: 'error', error: asThawError(error).toPlain() });
});
process.on('message', (message) => {
  const parsed = toJobSchema.safeParse(message);
  if (parsed.success) receive(parsed.data);
  else
    finish({
      kind: 'error',
      error: asThawError(new Error(`unknown message: ${parsed.error.message}`)).toPlain(),
    });
});

function receive(message: ToJob): void {
  if (message.kind === 'control') requested[message.control] = true;
  else if (message.kind === 'say') said.push(message.message);
  else if (!started) {
    started = true;
    const context: JobContext = {
      report: send,
      signal: stop.signal,
      pauseRequested: () => requested.pause,
      stopRequested: () => requested.stop,
    };
    const { job } = message.request;
    if (job === 'train' || job === 'resume') setInterval(reportMemory, 1_000).unref();
    handle(message.request, context, said).then(
      (result) => {
        finish({ kind: 'result', result });
      },
      (error: unknown) => {
        finish({ kind: 'error', error: errorAfter(error) });
      },
    );
  }
}

function errorAfter(error: unknown): ErrorEvent['error'] {
  // Native libraries and streams have errors of their own for an aborted signal.
  if (stop.signal.aborted && asThawError(error).code === 'unexpected')
    return { code: 'cancelled', facts: { run: null } };
  return asThawError(error).toPlain();
}

function reportMemory(): void {
  send({ kind: 'memory', bytes: process.memoryUsage.rss() });
}

function send(event: JobEvent): void {
  if (process.connected) process.send?.(event, () => undefined);
}

/** Sends the last event and leaves as soon as it is on its way. */
function finish(event: JobEvent): void {
  const leave = (): void => process.exit(0);
  if (process.connected) process.send?.(event, leave);
  else leave();
}

/** The person's other programs come first. Threads that native libraries start later inherit it. */
function lowerPriority(): void {
  try {
    setPriority(
      process.platform === 'win32'
        ? constants.priority.PRIORITY_BELOW_NORMAL
        : constants.priority.PRIORITY_LOW,
    );
  } catch {
    // Some containers forbid it; the job runs at the usual priority then.
  }
}
