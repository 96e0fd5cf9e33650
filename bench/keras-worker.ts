import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { plainEnvironment } from './plain-environment.ts';

export type KerasPolicy = 'float32' | 'mixed_bfloat16';
export type KerasStage = 'decode' | 'decode-pillow' | 'frozen-pass' | 'phase-1' | 'phase-2';

/** Keras's side, kept warm between rounds. */
export interface KerasWorker {
  /** Seconds of a stage, measured on its side, and the form that was the fastest of those tried on a few photos. */
  run(stage: KerasStage): Promise<KerasAnswer>;
  close(): void;
}

export interface KerasAnswer {
  readonly seconds: number;
  readonly form: string;
}

export interface KerasWork {
  readonly size: number;
  readonly weights: string;
  readonly paths: readonly string[];
  readonly labels: readonly number[];
  /** How many of the photos go through the frozen pass; all are decoded. */
  readonly frozen: number;
  /** Files of features by layer (.npy), of the first photos. */
  readonly features: Readonly<Record<string, string>>;
}

export async function openKerasWorker(
  python: string,
  policy: KerasPolicy,
  work: KerasWork,
): Promise<KerasWorker> {
  const child = spawn(python, ['bench/keras/worker.py', policy], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: plainEnvironment(),
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<KerasAnswer> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await lines.next();
    if (line.done) throw new Error('bench: Keras ended without an answer');
    return JSON.parse(line.value) as KerasAnswer;
  };
  await ask({ stage: 'prepare', ...work });
  return {
    run: (stage) => ask({ stage }),
    close: () => {
      child.stdin.end();
    },
  };
}
