import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maskedCrc32c } from '../../storage/crc32c.ts';
import { openEventFile, readEvents } from './event-file.ts';
import { decodeRecords, encodeRecord } from './record-format.ts';

describe('records', () => {
  it('lie as TensorFlow writes them', () => {
    const record = encodeRecord(Buffer.from('thaw'));
    const view = new DataView(record.buffer);
    expect(view.getBigUint64(0, true)).toBe(4n);
    expect(view.getUint32(8, true)).toBe(maskedCrc32c(record.subarray(0, 8)));
    expect(Buffer.from(record.subarray(12, 16)).toString()).toBe('thaw');
    expect(record).toHaveLength(20);
  });

  it.each([0, 5, 13, 19])('end before one that is torn after %i bytes', (kept) => {
    const whole = encodeRecord(Buffer.from('one'));
    const torn = encodeRecord(Buffer.from('four')).subarray(0, kept);
    expect(decodeRecords(Buffer.concat([whole, torn])).map(String)).toEqual([String(Buffer.from('one'))]);
  });

  it.each([3, 9, 12, 15])('end before one with byte %i changed', (at) => {
    const spoilt = encodeRecord(Buffer.from('one'));
    spoilt[at]! ^= 1;
    expect(decodeRecords(spoilt)).toEqual([]);
  });
});

describe('openEventFile', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'thaw-events-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const began = '2026-01-02T03:04:05.000Z';
  const only = (): string => {
    const names = readdirSync(join(folder, 'training'));
    expect(names).toEqual(['events.out.tfevents.1767323045.thaw']);
    return join(folder, 'training', names[0]!);
  };
  const steps = async (): Promise<number[]> => (await readEvents(only())).map(({ step }) => Number(step));

  it('goes on after a kill without a torn or doubled event', async () => {
    const file = await openEventFile(folder, 'training', began, 0);
    for (const step of [1, 2, 3]) await file.append(step, { epoch_loss: 1 / step, epoch_accuracy: 0.5 });
    appendFileSync(only(), readFileSync(only()).subarray(0, 30));
    const resumed = await openEventFile(folder, 'training', began, 2);
    expect(await steps()).toEqual([0, 1, 2]);
    await resumed.append(3, { epoch_loss: 0.25 });
    expect(await steps()).toEqual([0, 1, 2, 3]);
    const last = (await readEvents(only())).at(-1)!;
    expect(
      last.what.case === 'summary' && last.what.value.value.map(({ tag, value }) => [tag, value.value]),
    ).toEqual([['epoch_loss', 0.25]]);
  });
});
