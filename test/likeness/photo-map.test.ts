import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { providePhotoMap } from '../../src/engine/likeness/provide-photo-map.ts';
import { readPhotoMap } from '../../src/engine/likeness/read-photo-map.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import { isWrong } from '../../src/shared/photo-map.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos, type MadeDataset } from '../train-run/made-photos.ts';
import { codeOf, tinyRecipe, watch } from '../train-run/watched-run.ts';

/** Maps of whole runs on disk. */

let home: TemporaryHome;
let folder: string;

beforeAll(() => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-map-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

async function trained(name: string, dataset: MadeDataset): Promise<string> {
  const run = join(folder, name);
  await makePhotos(join(folder, `${name}-photos`), dataset);
  const recipe = tinyRecipe('scratch', 'epochs=2');
  await trainRun({ folder: join(folder, `${name}-photos`), run, recipe, changes: [], seed: 3 }, watch());
  return run;
}

it('shows every photo of the split with its part, its class and what was answered', async () => {
  const run = await trained('whole', {
    train: { apple: 8, berry: 8 },
    validation: { apple: 3, berry: 3 },
    test: { apple: 2, berry: 2 },
  });
  expect(await readPhotoMap(run)).toBeNull();
  const map = await providePhotoMap(run, watch());
  expect(map).toMatchObject({ run, classes: ['apple', 'berry'], leftOut: 0 });
  expect(map.photos).toHaveLength(26);
  for (const { part, answer, probability, className, path, x, y } of map.photos) {
    expect(path).toContain(`${part}/${className}`);
    expect(answer === null).toBe(part === 'train');
    expect(probability === null).toBe(part === 'train');
    for (const value of [x, y]) expect(value >= 0 && value <= 1).toBe(true);
  }
  const { test, validation } = JSON.parse(readFileSync(join(run, 'evaluation.json'), 'utf8')) as Record<
    'test' | 'validation',
    { readonly count: number; readonly correct: number }
  >;
  expect(map.photos.filter(isWrong)).toHaveLength(
    test.count - test.correct + validation.count - validation.correct,
  );
});

it('is made once, and anew for another model or where the file is damaged', async () => {
  const run = join(folder, 'whole');
  const file = join(run, 'map.json');
  const made = await readPhotoMap(run);
  const watched = watch();
  expect(await providePhotoMap(run, watched)).toEqual(made);
  expect(watched.events).toEqual([]);
  const kept = readFileSync(file, 'utf8');
  expect(statSync(file).size).toBeLessThan(2_000);
  for (const content of [kept.replace(/"weightsSha256":"./u, '"weightsSha256":"?'), '{']) {
    writeFileSync(file, content);
    expect(await readPhotoMap(run)).toBeNull();
    await providePhotoMap(run, watch());
    expect(readFileSync(file, 'utf8')).toBe(kept);
  }
});

it('has no answers where nothing was measured, and leaves out photos that are gone', async () => {
  const run = await trained('untested', { train: { apple: 3, berry: 3 }, validation: {}, test: {} });
  rmSync(join(home.folder, 'cache'), { recursive: true });
  rmSync(join(folder, 'untested-photos', 'train', 'apple', '1.png'));
  const map = await providePhotoMap(run, watch());
  expect(map.photos).toHaveLength(5);
  expect(map.leftOut).toBe(1);
  expect(map.photos.every(({ answer }) => answer === null)).toBe(true);
  expect(await readPhotoMap(run)).toEqual(map);
});

it('says when no photo can be read, and keeps nothing then', async () => {
  const run = join(folder, 'untested');
  rmSync(join(home.folder, 'cache'), { recursive: true });
  rmSync(join(run, 'map.json'));
  rmSync(join(folder, 'untested-photos'), { recursive: true });
  expect(await codeOf(providePhotoMap(run, watch()))).toBe('run-photos-missing');
  expect(existsSync(join(run, 'map.json'))).toBe(false);
});
