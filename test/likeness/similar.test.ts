import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { findSimilar } from '../../src/engine/likeness/find-similar.ts';
import { providePhotoFeatures } from '../../src/engine/likeness/provide-photo-features.ts';
import { countUnseenTrainingPhotos } from '../../src/engine/likeness/training-photos.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { openModel } from '../../src/engine/models/model-folder.ts';
import { openScorer } from '../../src/engine/prediction/open-scorer.ts';
import { openRun } from '../../src/engine/training/run-folder.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { codeOf, tinyRecipe, watch } from '../train-run/watched-run.ts';

/** Photos that a trained model sees much alike, from a run on disk. */

let home: TemporaryHome;
let folder: string;
let photos: string;
let run: string;

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-similar-'));
  photos = join(folder, 'photos');
  run = join(folder, 'run');
  await makePhotos(photos, {
    train: { apple: 12, berry: 12 },
    validation: { apple: 3, berry: 3 },
    test: { apple: 2, berry: 2 },
  });
  await trainRun(
    { folder: photos, run, recipe: tinyRecipe('scratch', 'epochs=3'), changes: [], seed: 3 },
    watch(),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

it('computes what is missing once, and goes on where it was cancelled', async () => {
  const model = await openModel(run);
  const { signal } = silentContext;
  expect(await countUnseenTrainingPhotos(run, model, signal)).toBe(24);
  const request = { run, paths: [join(photos, 'test', 'apple')], count: 3 };
  const cancelled = watch((event, wish) => {
    if (event.kind === 'stage' && event.stage === 'caching-features') wish.cancel();
  });
  const scorer = await openScorer(await openBackend('auto'), model);
  let looks = 0;
  const cancelling = {
    look: (...batch: Parameters<typeof scorer.look>) => {
      looks += 1;
      return scorer.look(...batch);
    },
  };
  const { dataset } = await openRun(run);
  const training = { folder: dataset.folder, photos: dataset.photos.filter(({ part }) => part === 'train') };
  const stopAfterOne = new AbortController();
  const first = providePhotoFeatures(
    model,
    {
      look: async (...batch) => {
        stopAfterOne.abort();
        return cancelling.look(...batch);
      },
    },
    training,
    { ...silentContext, signal: stopAfterOne.signal },
  );
  expect(await codeOf(first)).toBe('cancelled');
  expect(looks).toBe(1);
  expect(await countUnseenTrainingPhotos(run, model, signal)).toBe(14);
  expect(await codeOf(findSimilar(request, cancelled))).toBe('cancelled');

  const all = await providePhotoFeatures(model, cancelling, training, silentContext);
  expect(looks).toBe(3);
  expect(all.photos).toHaveLength(24);
  expect(await countUnseenTrainingPhotos(run, model, signal)).toBe(0);
  const again = await providePhotoFeatures(model, cancelling, training, silentContext);
  expect(looks).toBe(3);
  expect(again.values).toEqual(all.values);
  scorer.close();
});

it('finds a training photo itself first, then others, by class and likeness', async () => {
  const { dataset } = await openRun(run);
  const own = dataset.photos.find(({ part, path }) => part === 'train' && path.includes('berry'))!;
  const path = join(dataset.folder, own.path);
  const result = await findSimilar({ run, paths: [path], count: 5 }, watch());
  expect(result).toMatchObject({ run, folder: dataset.folder, trainingPhotos: 24, skipped: [] });
  const [photo] = result.photos;
  expect(photo).toMatchObject({ file: path });
  expect(photo!.similar).toHaveLength(5);
  expect(photo!.similar[0]).toMatchObject({ path: own.path, sha256: own.sha256, className: 'berry' });
  expect(photo!.similar[0]!.similarity).toBeCloseTo(1, 5);
  const similarities = photo!.similar.map(({ similarity }) => similarity);
  expect(similarities).toEqual(similarities.toSorted((one, other) => other - one));
});

it('names photos that are gone, and goes on with the others', async () => {
  const { dataset } = await openRun(run);
  rmSync(join(home.folder, 'cache'), { recursive: true });
  const gone = dataset.photos.find(({ part }) => part === 'train')!;
  const file = join(dataset.folder, gone.path);
  copyFileSync(file, join(folder, 'kept.png'));
  rmSync(file);
  const paths = [join(folder, 'kept.png'), join(folder, 'none.png')];
  const result = await findSimilar({ run, paths, count: 2 }, watch());
  expect(result.trainingPhotos).toBe(23);
  expect(result.skipped.map(({ path, reason }) => [path, reason])).toEqual([
    [gone.path, 'missing'],
    [paths[1], 'missing'],
  ]);
  expect(result.photos.map(({ similar }) => similar.length)).toEqual([2]);
});
