import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePredictionsCsv } from './write-csv.ts';

describe('writing', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-csv-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });
  it('has no byte order mark', async () => {
    const file = join(folder, 'new.csv');
    await writePredictionsCsv(file, ['猫', '犬'], []);
    expect(await readFile(file, 'utf8')).toBe('file,label,confidence,answer,猫,犬\r\n');
  });
  it('leaves a file that exists as it is', async () => {
    const file = join(folder, 'mine.csv');
    await writeFile(file, 'mine');
    await expect(writePredictionsCsv(file, ['a', 'b'], [])).rejects.toMatchObject({
      code: 'export-destination-taken',
    });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});
