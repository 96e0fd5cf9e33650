import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { ComputeBackend } from '../../backend/compute-backend.ts';
import { builtProgram } from '../../job/built-program.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import type { StepMoment, StepOptions, StepOutcome } from '../training-step.ts';
import { gpuOfWorker } from './gpu-of-worker.ts';
import type { FromWorker, SentBatch, ToWorker } from './worker-messages.ts';

/** A process that computes parts of batches. Whatever goes wrong in it rejects; it is gone then. */
export interface StepWorker {
  readonly pid: number | undefined;
  /** Settles `sent` once the part is on its way: until then this thread must not be blocked. */
  add(part: SentBatch): {
    readonly sent: Promise<void>;
    readonly added: Promise<{ readonly outcome: StepOutcome; readonly gradients: TensorMap }>;
  };
  update(gradients: TensorMap, moment: StepMoment): Promise<void>;
  /** Ends the process, whatever it does. */
  close(): void;
}

/** Starts the processes that share a phase's steps; those that do not start are left out. */
export type OpenWorkers = (
  options: StepOptions,
  precision: 'fp32' | 'bf16',
) => Promise<readonly StepWorker[]>;

/**
 * Processes beside this one that split its batches, for a training by `processes` in all. On several GPUs each has its
 * own; on a processor they share its cores. `entry`: the built program.
 */
export function workersBeside(
  { name, facts }: Pick<ComputeBackend, 'name' | 'facts'>,
  processes: number,
  entry = builtProgram('step-worker.js'),
): OpenWorkers {
  const share = Math.max(1, Math.floor(availableParallelism() / processes));
  return async (options, precision) => {
    const started = Array.from({ length: processes - 1 }, (_, index) => {
      const device = facts.bf16 === 'gpu' ? gpuOfWorker(index + 1) : null;
      return startWorker(entry, {
        TF_NUM_INTRAOP_THREADS: String(share),
        ...(device === null ? {} : { CUDA_VISIBLE_DEVICES: device }),
      });
    });
    const opened = await Promise.allSettled(
      started.map(async (worker) => {
        await worker.open({ kind: 'open', backend: name, device: facts.device, options, precision });
        return worker;
      }),
    );
    return opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  };
}

interface StartedWorker extends StepWorker {
  open(message: ToWorker): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: FromWorker) => void;
  readonly reject: (error: Error) => void;
}

function startWorker(entry: string, environment: NodeJS.ProcessEnv): StartedWorker {
  const child = fork(entry, [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Typed arrays cross as they are.
    serialization: 'advanced',
    execArgv: [],
    env: { ...process.env, ...environment },
  });
  const waiting: Waiting[] = [];
  let gone: Error | null = null;
  const end = (reason: string): void => {
    gone ??= new Error(`a worker process ended: ${reason}`);
    for (const { reject } of waiting.splice(0)) reject(gone);
  };
  child.on('error', (error) => {
    end(error.message);
  });
  child.on('exit', (code, signal) => {
    end(signal ?? `exit ${code}`);
  });
  child.on('message', (message) => {
    const answer = message as FromWorker;
    if (answer.kind === 'failed') end(answer.detail);
    else waiting.shift()?.resolve(answer);
  });
  const ask = (message: ToWorker): Asked => asking(child, waiting, message, () => gone);
  return {
    pid: child.pid,
    async open(message) {
      await ask(message).answer;
    },
    add: (part) => {
      const { sent, answer } = ask({ kind: 'add', part });
      const added = answer.then((given) => given as Extract<FromWorker, { kind: 'added' }>);
      heardLater(added);
      return { sent, added };
    },
    async update(gradients, moment) {
      await ask({ kind: 'update', gradients, moment }).answer;
    },
    close() {
      child.kill('SIGKILL');
    },
  };
}

interface Asked {
  readonly sent: Promise<void>;
  readonly answer: Promise<FromWorker>;
}

function asking(child: ChildProcess, waiting: Waiting[], message: ToWorker, gone: () => Error | null): Asked {
  const answer = new Promise<FromWorker>((resolve, reject) => {
    const ended = gone();
    if (ended) reject(ended);
    else waiting.push({ resolve, reject });
  });
  heardLater(answer);
  const sent = new Promise<void>((resolve) => {
    if (gone() === null && child.connected)
      child.send(message, () => {
        resolve();
      });
    else resolve();
  });
  return { sent, answer };
}

/** Whoever waits for it hears of its failure; without this one before that would end this process. */
function heardLater(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
