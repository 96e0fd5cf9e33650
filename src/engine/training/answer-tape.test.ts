import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it, vi } from 'vitest';
import { openAnswerTape, type AnswerTape } from './answer-tape.ts';
import type { LaterOutcome } from './training-step.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** As a kernel does on a GPU: in place. */
async function fill(tape: AnswerTape, loss: number): Promise<LaterOutcome> {
  const { row, outcome } = await tape.take();
  tape.tensor.dataSync().set([loss, 2 * loss], 2 * row);
  return outcome;
}

it('reads all rows at once, and those of a full tape before they are written over', async () => {
  const before = tf.memory().numTensors;
  const tape = openAnswerTape(3);
  const reading = vi.spyOn(tape.tensor, 'data');
  const outcomes: LaterOutcome[] = [];
  for (let loss = 1; loss <= 5; loss++) outcomes.push(await fill(tape, loss));
  expect(reading).toHaveBeenCalledTimes(1);
  const found = [];
  for (const outcome of outcomes) found.push(await outcome.read());
  expect(found).toEqual([1, 2, 3, 4, 5].map((loss) => ({ loss, correct: 2 * loss })));
  expect(reading).toHaveBeenCalledTimes(2);
  const last = await fill(tape, 6);
  expect(await last.read()).toEqual({ loss: 6, correct: 12 });
  expect(reading).toHaveBeenCalledTimes(3);
  tape.close();
  expect(tf.memory().numTensors).toBe(before);
});
