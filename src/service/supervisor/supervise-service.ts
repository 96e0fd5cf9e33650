import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { dataHome } from '../../engine/storage/home.ts';
import { afterDeath, restartPolicy, type RestartPolicy } from '../../shared/app/restart-policy.ts';
import { fromServiceSchema, type ToService } from '../../shared/app/service-process.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { lastWords } from '../jobs/last-words.ts';

export interface SupervisorOptions {
  /** The service's program. */
  readonly entry: string;
  readonly parameters: readonly string[];
  /** At the first start and after every restart. */
  readonly onReady: (address: ServiceAddress) => void;
  /** It died and is started again in `afterMs`. */
  readonly onDeath: (detail: string, afterMs: number) => void;
  /** What the service writes to stderr. */
  readonly onOutput?: (chunk: string) => void;
  readonly policy?: RestartPolicy;
}

export interface ServiceAddress {
  readonly port: number;
  readonly token: string;
}

export interface Supervisor {
  /** Resolves once the service was ended on purpose. Rejects with its refusal, or `service-fails`. */
  readonly ended: Promise<void>;
  /** Ends the service: asked, and killed after a grace. */
  stop(): void;
  /** Ends the service as soon as nothing trains and nobody is connected; see `toServiceSchema`. */
  release(): void;
}

/** Milliseconds a service has to end its jobs and close its connections. */
const grace = 8_000;

/** Keeps a service running: starts it, and starts it again when it dies. */
export function superviseService(options: SupervisorOptions): Supervisor {
  const { entry, parameters, policy = restartPolicy } = options;
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopping = false;
  let released = false;
  let deaths = 0;
  let settle!: { resolve: () => void; reject: (error: ThawError) => void };
  const ended = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));

  function start(): void {
    const startedAt = performance.now();
    const words = lastWords();
    let refusal: ThawError | null = null;
    child = fork(entry, parameters, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      words.add(chunk);
      options.onOutput?.(chunk);
    });
    child.on('message', (message) => {
      const said = fromServiceSchema.safeParse(message);
      if (!said.success) return;
      if (said.data.kind === 'ready') {
        options.onReady(said.data);
        if (released) say('release');
      } else refusal = ThawError.fromPlain(said.data.error);
    });
    child.on('error', (error) => {
      words.add(error.message);
      if (child?.pid === undefined) over(null, null);
    });
    child.on('close', over);

    function over(code: number | null, signal: string | null): void {
      child = null;
      if (stopping || code === 0) settle.resolve();
      else if (refusal) settle.reject(refusal);
      else again(words.text() || (signal ?? `exit code ${code}`), performance.now() - startedAt);
    }
  }

  function again(detail: string, livedMs: number): void {
    const next = afterDeath(deaths, livedMs, policy);
    deaths = next.deaths;
    if (next.kind === 'give-up') {
      const log = join(dataHome(), 'logs', 'service.log');
      settle.reject(new ThawError('service-fails', { times: next.deaths, detail, log }));
      return;
    }
    options.onDeath(detail, next.afterMs);
    timer = setTimeout(start, next.afterMs);
  }

  function say(kind: ToService['kind']): void {
    const message: ToService = { kind };
    if (child?.connected) child.send(message, () => undefined);
  }

  start();
  return {
    ended,
    stop() {
      if (stopping) return;
      stopping = true;
      if (timer) clearTimeout(timer);
      if (!child) {
        settle.resolve();
        return;
      }
      const last = child;
      say('close');
      setTimeout(() => last.kill('SIGKILL'), grace).unref();
    },
    release() {
      released = true;
      say('release');
    },
  };
}
