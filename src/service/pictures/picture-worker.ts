import { type ChildProcess, fork } from 'node:child_process';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { builtProgram } from '../../engine/job/built-program.ts';
import { lastWords } from '../jobs/last-words.ts';
import { fromPicturesSchema, type PictureRequest, type ToPictures } from './picture-messages.ts';

/** Draws pictures in a process of its own, which is started when it is needed and may crash. */
export interface PictureWorker {
  /**
   * Throws what the picture process throws, `job-crashed` where the process crashed at this request twice, and
   * `cancelled` where too many others were asked for since, or the worker was closed.
   */
  draw(request: PictureRequest): Promise<Uint8Array>;
  /** Ends the process; what is under way is thrown as `cancelled`. */
  close(): void;
}

export interface PictureWorkerOptions {
  /** The picture process's program; the built one by default. */
  readonly entry?: string;
  /** Milliseconds without a request after which the process is ended. */
  readonly idleAfter?: number;
  /** Milliseconds for one request; one that takes longer counts as a crash. */
  readonly limit?: number;
}

interface Asked {
  readonly request: PictureRequest;
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: Error) => void;
  crashes: number;
}

const atOnce = 2;
/** More than a screen shows; what was asked for longest ago has been scrolled away. */
const mostWaiting = 400;

export function openPictureWorker(options: PictureWorkerOptions = {}): PictureWorker {
  const { idleAfter = 60_000, limit = 30_000 } = options;
  const waiting: Asked[] = [];
  let child: ChildProcess | null = null;
  let underWay = new Map<number, Asked & { readonly timer: NodeJS.Timeout }>();
  let nextId = 0;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  const start = (): ChildProcess => {
    const words = lastWords();
    const started = fork(options.entry ?? builtProgram('pictures.js'), [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      execArgv: [],
    });
    started.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      words.add(chunk);
    });
    started.on('message', (message) => {
      receive(started, message);
    });
    started.on('error', () => undefined);
    started.on('close', (exitCode, signal) => {
      ended(
        started,
        new ThawError('job-crashed', { job: 'pictures', exitCode, signal, detail: words.text() }),
      );
    });
    return started;
  };

  const receive = (from: ChildProcess, message: unknown): void => {
    const parsed = fromPicturesSchema.safeParse(message);
    if (!parsed.success) {
      from.kill('SIGKILL');
      return;
    }
    const asked = underWay.get(parsed.data.id);
    if (!asked) return;
    underWay.delete(parsed.data.id);
    clearTimeout(asked.timer);
    if (parsed.data.ok) asked.resolve(parsed.data.bytes);
    else asked.reject(ThawError.fromPlain(parsed.data.error));
    next();
  };

  /** What the process had under way is asked for once more, each alone, so that only what crashes it fails. */
  const ended = (process: ChildProcess, error: ThawError): void => {
    if (process !== child) return;
    child = null;
    const interrupted = [...underWay.values()];
    underWay = new Map();
    for (const asked of interrupted.toReversed()) {
      clearTimeout(asked.timer);
      asked.crashes += 1;
      if (asked.crashes < 2) waiting.unshift(asked);
      else asked.reject(error);
    }
    next();
  };

  const next = (): void => {
    clearTimeout(idle);
    while (waiting.length > 0 && mayStart()) send(waiting.shift()!);
    if (underWay.size === 0 && child) {
      idle = setTimeout(stop, idleAfter);
      idle.unref();
    }
  };

  const mayStart = (): boolean => {
    if (underWay.size === 0) return true;
    const suspected = waiting[0]!.crashes > 0 || [...underWay.values()].some(({ crashes }) => crashes > 0);
    return !suspected && underWay.size < atOnce;
  };

  const send = (asked: Asked): void => {
    const id = nextId++;
    try {
      child ??= start();
    } catch (error) {
      asked.reject(error as Error);
      return;
    }
    const timer = setTimeout(() => child?.kill('SIGKILL'), limit);
    timer.unref();
    underWay.set(id, Object.assign(asked, { timer }));
    child.send({ id, request: asked.request } satisfies ToPictures, () => undefined);
  };

  const stop = (): void => {
    const process = child;
    child = null;
    if (process?.connected) process.disconnect();
    process?.kill();
  };

  return {
    draw(request) {
      return new Promise((resolve, reject) => {
        if (closed) {
          reject(new ThawError('cancelled', { run: null }));
          return;
        }
        waiting.push({ request, resolve, reject, crashes: 0 });
        if (waiting.length > mostWaiting) waiting.shift()!.reject(new ThawError('cancelled', { run: null }));
        next();
      });
    },
    close() {
      closed = true;
      clearTimeout(idle);
      const unanswered = [...underWay.values(), ...waiting.splice(0)];
      for (const { timer } of underWay.values()) clearTimeout(timer);
      underWay = new Map();
      stop();
      for (const { reject } of unanswered) reject(new ThawError('cancelled', { run: null }));
    },
  };
}
