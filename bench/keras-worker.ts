import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Keras's side, kept warm between rounds. */
export interface KerasWorker {
  /** Runs a stage of bench/keras/worker.py and gives its seconds, measured on its side. */
  run(stage: string): Promise<number>;
  close(): void;
}

export interface KerasWork {
  readonly size: number;
  readonly weights: string;
  readonly paths: readonly string[];
  readonly labels: readonly number[];
}

export async function openKerasWorker(python: string, work: KerasWork): Promise<KerasWorker> {
  const child = spawn(python, ['bench/keras/worker.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<number> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await lines.next();
    if (line.done) throw new Error('bench: Keras ended without an answer');
    return (JSON.parse(line.value) as { seconds: number }).seconds;
  };
  await ask({ stage: 'prepare', ...work });
  return {
    run: (stage) => ask({ stage }),
    close: () => {
      child.stdin.end();
    },
  };
}
