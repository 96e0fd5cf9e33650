import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import { appendMetrics, restoreMetrics } from './metrics-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-metrics-'));
  file = join(folder, 'metrics.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function epoch(number: number): EpochEvent {
  const scores = { loss: 0.1 + 1 / 3 / number, accuracy: 0.5 };
  return {
    kind: 'epoch',
    phase: 'head',
    epoch: number,
    phaseEpoch: number,
    phaseEpochs: 9,
    training: scores,
    validation: null,
    learningRate: 1e-5,
    seconds: 1,
    photosPerSecond: 2,
    best: true,
  };
}

const damaged = async (epochs: number): Promise<boolean> =>
  restoreMetrics(file, epochs).then(
    () => false,
    (error: unknown) => isThawError(error, 'run-file-damaged'),
  );

describe('restoreMetrics', () => {
  it('gives back what was appended, to the last bit', async () => {
    for (const number of [1, 2, 3]) await appendMetrics(file, epoch(number));
    expect(await restoreMetrics(file, 3)).toEqual([1, 2, 3].map(epoch));
  });

  it.each([
    ['a line too many', (text: string) => `${text}${JSON.stringify(epoch(3))}\n`],
    ['a torn line', (text: string) => `${text}{"kind":"epo`],
    ['an empty tail', (text: string) => `${text}\n\n`],
  ])('cuts off %s', async (_, spoil) => {
    for (const number of [1, 2]) await appendMetrics(file, epoch(number));
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, spoil(whole));
    expect(await restoreMetrics(file, 2)).toHaveLength(2);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    await appendMetrics(file, epoch(3));
    expect(await restoreMetrics(file, 3)).toHaveLength(3);
  });

  it('begins with nothing, whatever lies there of an epoch without a checkpoint', async () => {
    expect(await restoreMetrics(file, 0)).toEqual([]);
    await appendMetrics(file, epoch(1));
    expect(await restoreMetrics(file, 0)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('refuses a file with lines missing, torn in the middle or out of order', async () => {
    expect(await damaged(1)).toBe(true);
    await appendMetrics(file, epoch(1));
    expect(await damaged(2)).toBe(true);
    await appendMetrics(file, epoch(3));
    expect(await damaged(2)).toBe(true);
    writeFileSync(file, `{"kind"\n${JSON.stringify(epoch(2))}\n`);
    expect(await damaged(2)).toBe(true);
  });
});
