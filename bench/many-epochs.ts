import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomStream } from '../src/shared/random.ts';

/** Gives a finished run as many epochs as asked, made up, to draw curves from: its metrics file alone changes. */
export async function manyEpochs(run: string, count: number): Promise<void> {
  const file = join(run, 'metrics.jsonl');
  const [first] = (await readFile(file, 'utf8')).split('\n');
  const epoch = JSON.parse(first!) as Record<string, unknown>;
  const lines = Array.from({ length: count }, (_, index) => {
    const draw = randomStream(1, 'epoch', index);
    const measure = (): object => ({
      loss: 1 / (1 + index / 300) + draw.next() / 10,
      accuracy: 1 - 0.5 / (1 + index / 300) - draw.next() / 20,
    });
    return JSON.stringify({
      ...epoch,
      epoch: index + 1,
      phaseEpoch: index + 1,
      phaseEpochs: count,
      training: measure(),
      validation: measure(),
      best: index === count - 1,
    });
  });
  await writeFile(file, `${lines.join('\n')}\n`);
}
