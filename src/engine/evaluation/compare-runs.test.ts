import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { schemaVersion } from '../../shared/run-files.ts';
import { compareRuns } from './compare-runs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-compare-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A run with test photos of these contents, answered right or wrong. */
async function run(name: string, photos: Readonly<Record<string, boolean>> | null): Promise<string> {
  const place = await mkdtemp(join(folder, `${name}-`));
  const entries = Object.entries(photos ?? {});
  const split = {
    schemaVersion,
    folder,
    layout: 'class-folders',
    seed: 1,
    classes: ['a', 'b'],
    photos: entries.map(([sha256]) => ({
      path: `a/${name}-${sha256}`,
      sha256,
      bytes: 1,
      classIndex: 0,
      part: 'test',
    })),
  };
  const test = entries.map(([sha256, right]) => ({
    path: `a/${name}-${sha256}`,
    classIndex: 0,
    probabilities: right ? [0.9, 0.1] : [0.1, 0.9],
  }));
  await writeFile(join(place, 'split.json'), JSON.stringify(split));
  if (photos)
    await writeFile(join(place, 'answers.json'), JSON.stringify({ schemaVersion, test, validation: null }));
  return place;
}

describe('compareRuns', () => {
  it('pairs the photos that both have by their content, whatever they are called', async () => {
    const one = await run('one', { s1: true, s2: true, s3: false, s4: true });
    const other = await run('other', { s1: true, s2: false, s3: false, s5: true });
    expect(await compareRuns(one, other)).toEqual({
      run: one,
      against: other,
      count: 3,
      bothRight: 1,
      onlyFirstRight: 1,
      onlySecondRight: 0,
      leftOut: 2,
      pValue: 1,
    });
  });

  it('refuses runs without a common photo, without answers, and folders that are none', async () => {
    const one = await run('one', { s1: true });
    await expect(compareRuns(one, await run('other', { s2: true }))).rejects.toMatchObject({
      code: 'no-common-photos',
    });
    await expect(compareRuns(one, await run('unfinished', null))).rejects.toMatchObject({
      code: 'run-not-measured',
    });
    await expect(compareRuns(join(folder, 'none'), one)).rejects.toMatchObject({ code: 'run-not-found' });
  });
});
