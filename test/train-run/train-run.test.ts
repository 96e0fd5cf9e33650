import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateRun } from '../../src/engine/evaluation/evaluate-run.ts';
import { openModel } from '../../src/engine/models/model-folder.ts';
import { readEvents } from '../../src/engine/training/tensorboard/event-file.ts';
import { resumeRun, trainRun } from '../../src/engine/training/train-run.ts';
import type { Recipe } from '../../src/shared/recipe.ts';
import { answersFileSchema, timingsFileSchema } from '../../src/shared/run-files.ts';
import { recipeByName, recipeNames } from '../../src/shared/recipes/catalogue.ts';
import { indexOfLargest } from '../../src/shared/statistics/index-of-largest.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { codeOf, epochsOf, linesOf, noticesOf, tiny, tinyRecipe, watch } from './watched-run.ts';

/** Whole runs on a few small pictures: what a run leaves on disk. */

let home: TemporaryHome;
let folder: string;
let photos: string;

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-train-'));
  photos = join(folder, 'photos');
  await makePhotos(photos, {
    train: { apple: 7, berry: 7 },
    validation: { apple: 3, berry: 3 },
    test: { apple: 2, berry: 2 },
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

describe(`every recipe${skippedWithoutWeights}`, () => {
  // VGGs from scratch differ in their layers alone: one of them goes the whole way, all take their steps elsewhere.
  const possible = recipeNames.filter(
    (name) =>
      (testWeightsFile !== null || recipeByName(name).network.kind !== 'base') &&
      (name === 'vgg11-lrn-scratch' || !name.startsWith('vgg')),
  );
  it.each(possible)('%s trains, saves, measures', async (name) => {
    const run = join(folder, `recipe-${name}`);
    const context = watch();
    const recipe = tinyRecipe(name, 'precision=auto');
    const result = await trainRun({ folder: photos, run, recipe, changes: tiny, seed: 3 }, context);
    expect(result).toMatchObject({
      run,
      epochs: recipe.phases.length,
      bestEpoch: recipe.phases.length,
      skipped: [],
    });
    expect(result.test).toMatchObject({ count: 4 });
    expect(result.validation).toMatchObject({ count: 6 });
    expect(result.peakMemoryBytes).toBeGreaterThan(5e7);
    expect(result.timings.training).toBeGreaterThan(0);
    expect(epochsOf(context)).toEqual(linesOf(run));
    expect(epochsOf(context).map(({ phase }) => phase)).toEqual(
      recipe.phases.map(({ name: phase }) => phase),
    );

    const names = [
      'answers.json',
      'checkpoints',
      'config.json',
      'environment.json',
      'evaluation.json',
      'metrics.jsonl',
      'model',
      'split.json',
      'tensorboard',
      'timings.json',
    ];
    expect(readdirSync(run).sort()).toEqual(names);
    const { weights, file } = await openModel(run);
    expect(file.classes).toEqual(['apple', 'berry']);
    expect([...weights.values()].every(({ values }) => values.every(Number.isFinite))).toBe(true);
    const again = await evaluateRun({ run, folder: null }, watch());
    expect(again.test).toEqual(result.test);
    expect(again.validation!.loss).toBeCloseTo(result.validation!.loss, 4);

    const answers = answersFileSchema.parse(JSON.parse(readFileSync(join(run, 'answers.json'), 'utf8')));
    for (const part of ['test', 'validation'] as const) {
      const given = answers[part]!;
      expect(given.map(({ path }) => path)).toEqual(pathsOf(run, part));
      expect(given.map(({ path }) => path.split('/')[1])).toEqual(
        given.map(({ classIndex }) => file.classes[classIndex]),
      );
      const right = given.filter(
        ({ classIndex, probabilities }) => indexOfLargest(probabilities) === classIndex,
      );
      expect(right).toHaveLength(result[part]!.correct);
    }
    const timings = timingsFileSchema.parse(JSON.parse(readFileSync(join(run, 'timings.json'), 'utf8')));
    expect(timings.seconds.training).toBeGreaterThan(0);
  });
});

describe.skipIf(testWeightsFile === null)(`a run${skippedWithoutWeights}`, () => {
  const request = (name: string, recipe: Recipe, from = photos) => ({
    folder: from,
    run: join(folder, name),
    recipe,
    changes: [],
    seed: 3,
  });

  it('writes curves for TensorBoard beside the lines', async () => {
    const wanted = request('curves', tinyRecipe('two-phase', 'epochs=2,1'));
    await trainRun(wanted, watch());
    const lines = linesOf(wanted.run);
    for (const part of ['training', 'validation'] as const) {
      const [name] = readdirSync(join(wanted.run, 'tensorboard', part));
      const [version, ...events] = await readEvents(join(wanted.run, 'tensorboard', part, name!));
      expect(version!.what.case).toBe('fileVersion');
      const losses = events.flatMap(({ step, what }) =>
        what.case === 'summary'
          ? [[Number(step), what.value.value.find(({ tag }) => tag === 'epoch_loss')!.value.value]]
          : [],
      );
      // The network's graph stands once, beside the training curves.
      const others = events.flatMap(({ what }) => (what.case === 'summary' ? [] : [what.case]));
      expect(others).toEqual(part === 'training' ? ['graphDef'] : []);
      expect(losses).toEqual(lines.map((line) => [line.epoch, Math.fround(line[part]!.loss)]));
    }
  });

  it('keeps the last epoch where there is no validation part, and says so', async () => {
    const bare = join(folder, 'bare');
    await makePhotos(bare, { train: { apple: 6, berry: 6 } });
    const context = watch();
    const result = await trainRun(request('bare-run', tinyRecipe('two-phase', 'epochs=2,2'), bare), context);
    expect(result).toMatchObject({ test: null, validation: null, epochs: 4, bestEpoch: 4 });
    expect(noticesOf(context)).toEqual(expect.arrayContaining(['no-validation-part', 'no-test-part']));
    expect(epochsOf(context).map(({ best }) => best)).toEqual([true, true, true, true]);
  });

  it('learns three uneven classes with weights, and an unlisted file is left out', async () => {
    const three = join(folder, 'three');
    await makePhotos(three, {
      train: { apple: 8, berry: 4, cherry: 5 },
      validation: { apple: 2, berry: 2, cherry: 2 },
      test: { apple: 1, berry: 1, cherry: 1 },
    });
    writeFileSync(join(three, 'train', 'apple', 'broken.jpg'), 'no picture');
    const context = watch();
    const result = await trainRun(
      request('three-run', tinyRecipe('two-phase', 'epochs=2,1'), three),
      context,
    );
    expect(result.test!.confusionMatrix).toHaveLength(3);
    expect(result.skipped.map(({ path }) => path)).toEqual(['train/apple/broken.jpg']);
    const weights = context.events.flatMap((event) =>
      event.kind === 'notice' && event.notice.code === 'class-weights' ? [event.notice.weights] : [],
    );
    expect(weights).toEqual([{ apple: 17 / 24, berry: 17 / 12, cherry: 17 / 15 }]);
  });

  it('ends a phase that stalls', async () => {
    const context = watch();
    // At a rate of next to nothing no epoch is better than the first by more than rounding; at 1e-30 by nothing.
    const recipe = tinyRecipe('cached-features', 'epochs=9', 'earlyStoppingPatience=2', 'learningRate=1e-30');
    const result = await trainRun(request('stalled', recipe), context);
    expect(result).toMatchObject({ epochs: 3, bestEpoch: 1 });
    expect(noticesOf(context)).toContain('early-stop');
  });

  it('computes the features of training copies in bf16, and nothing else', async () => {
    const recipe = tinyRecipe('cached-features', 'precision=bf16', 'copies=1');
    const context = watch();
    const result = await trainRun(request('bf16', recipe), context);
    expect(result.test!.count).toBe(4);
    expect(JSON.parse(readFileSync(join(folder, 'bf16', 'config.json'), 'utf8'))).toMatchObject({
      recipe: { precision: 'bf16' },
    });
  });

  it('ends on a loss that is no number, without a model', async () => {
    const recipe = tinyRecipe('cached-features', 'optimizer=sgd', 'learningRate=1e30', 'epochs=3');
    const wanted = request('diverged', recipe);
    expect(await codeOf(trainRun(wanted, watch()))).toBe('loss-not-finite');
    expect(existsSync(join(wanted.run, 'model'))).toBe(false);
  });

  it('measures another folder as one test part, by the names of its classes', async () => {
    const other = join(folder, 'other');
    await makePhotos(other, { '.': { berry: 3, apple: 2 } });
    const { test, validation } = await evaluateRun({ run: join(folder, 'curves'), folder: other }, watch());
    expect(validation).toBeNull();
    expect(test!.perClass.map(({ className, support }) => [className, support])).toEqual([
      ['apple', 2],
      ['berry', 3],
    ]);
    mkdirSync(join(other, 'cherry'));
    await makePhotos(other, { '.': { cherry: 2 } });
    expect(await codeOf(evaluateRun({ run: join(folder, 'curves'), folder: other }, watch()))).toBe(
      'classes-differ-between-parts',
    );
  });

  it('measures its own photos only as long as they are the same files', async () => {
    const own = join(folder, 'own');
    await makePhotos(own, { train: { apple: 4, berry: 4 }, test: { apple: 2, berry: 2 } });
    const wanted = request('own-run', tinyRecipe('cached-features'), own);
    await trainRun(wanted, watch());
    rmSync(join(own, 'test', 'apple', '0.png'));
    writeFileSync(join(own, 'test', 'berry', '1.png'), 'other bytes');
    const { test, skipped } = await evaluateRun({ run: wanted.run, folder: null }, watch());
    expect(test!.count).toBe(2);
    expect(skipped.map(({ path, reason }) => [path, reason])).toEqual([
      ['test/apple/0.png', 'missing'],
      ['test/berry/1.png', 'changed'],
    ]);
  });
});

describe('a request that cannot be', () => {
  it.each([
    ['image-size-too-small', tinyRecipe('two-phase', 'imageSize=20')],
    ['unknown-layer', tinyRecipe('two-phase', 'phase2.learnFrom=block9_conv1')],
  ])('is refused before anything is written: %s', async (code, recipe) => {
    const run = join(folder, `refused-${code}`);
    expect(await codeOf(trainRun({ folder: photos, run, recipe, changes: [], seed: 3 }, watch()))).toBe(code);
    expect(existsSync(run)).toBe(false);
  });

  it('never touches a folder that holds something', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'note.txt'), 'mine');
    const wanted = { folder: photos, run: taken, recipe: tinyRecipe('scratch'), changes: [], seed: 3 };
    expect(await codeOf(trainRun(wanted, watch()))).toBe('run-exists');
    expect(readdirSync(taken)).toEqual(['note.txt']);
    expect(await codeOf(resumeRun(taken, watch()))).toBe('run-not-found');
    expect(await codeOf(trainRun({ ...wanted, run: join(taken, 'note.txt') }, watch()))).toBe('run-exists');
  });
});

/** Paths of a part in the order of the split. */
function pathsOf(run: string, part: string): readonly string[] {
  const { photos: all } = JSON.parse(readFileSync(join(run, 'split.json'), 'utf8')) as {
    photos: readonly { path: string; part: string }[];
  };
  return all.filter((photo) => photo.part === part).map(({ path }) => path);
}
