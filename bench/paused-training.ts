import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The lines of `thaw train --json` that matter here. */
interface Line {
  readonly kind?: string;
  readonly stage?: string;
  readonly done?: number;
  readonly total?: number | null;
}

/**
 * Runs `thaw train` with these words and pauses it, as Ctrl-C does, once that share of its features is cached;
 * Infinity: runs it to its end. Throws where it ends otherwise.
 */
export async function trainUntil(words: readonly string[], share: number): Promise<void> {
  const child = spawn(process.execPath, ['bin/thaw', 'train', ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      resolve();
    });
  });
  let asked = false;
  let last = '';
  for await (const text of createInterface({ input: child.stdout })) {
    last = text;
    const { kind, stage, done, total } = JSON.parse(text) as Line;
    if (asked || kind !== 'progress' || stage !== 'caching-features') continue;
    if ((done ?? 0) >= share * (total ?? Infinity)) {
      asked = true;
      child.kill('SIGINT');
    }
  }
  await ended;
  const finished = (JSON.parse(last) as Line).kind === 'result';
  if (finished === asked)
    throw new Error(`bench: the training ${asked ? 'was not paused' : 'did not end'}: ${last.slice(0, 300)}`);
}
