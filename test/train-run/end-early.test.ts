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
import { openModel } from '../../src/engine/models/model-folder.ts';
import { resumeRun, trainRun, type TrainRequest } from '../../src/engine/training/train-run.ts';
import type { Recipe } from '../../src/shared/recipe.ts';
import { evaluationFileSchema, type EvaluationFile } from '../../src/shared/run-files.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { codeOf, linesOf, noticesOf, tinyRecipe, watch } from './watched-run.ts';

/** Runs that end early, by a pause, a cancel or a stop, and go on. */

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

const request = (name: string, recipe: Recipe, from = photos): TrainRequest => ({
  folder: from,
  run: join(folder, name),
  recipe,
  changes: [],
  seed: 3,
});

describe.skipIf(testWeightsFile === null)(`a run${skippedWithoutWeights}`, () => {
  it('comes after pause and cancel to the model of an undisturbed run, bit for bit', async () => {
    const recipe = tinyRecipe('two-phase', 'epochs=3,2', 'earlyStoppingPatience=3');
    await trainRun(request('undisturbed', recipe), watch());
    const disturbed = request('disturbed', recipe);
    const paused = watch((event, wish) => {
      if (event.kind === 'epoch' && event.epoch === 2) wish.pause();
    });
    expect(await codeOf(trainRun(disturbed, paused))).toBe('paused');
    expect(linesOf(disturbed.run)).toHaveLength(2);
    expect(await codeOf(trainRun(disturbed, watch()))).toBe('run-exists');
    const cancelled = watch((event, wish) => {
      if (event.kind === 'stage' && event.detail === 'fine-tune') wish.cancel();
    });
    expect(await codeOf(resumeRun(disturbed.run, cancelled))).toBe('cancelled');
    expect(noticesOf(cancelled)).toContain('resumed');
    const result = await resumeRun(disturbed.run, watch());
    expect(result.epochs).toBe(5);
    const bytes = (name: string): Buffer => readFileSync(join(folder, name, 'model', 'weights.safetensors'));
    expect(bytes('disturbed').equals(bytes('undisturbed'))).toBe(true);
    const scores = (name: string): unknown[] =>
      linesOf(join(folder, name)).map(({ epoch, training, validation, best }) => ({
        epoch,
        training,
        validation,
        best,
      }));
    expect(scores('disturbed')).toEqual(scores('undisturbed'));
    expect(await codeOf(resumeRun(disturbed.run, watch()))).toBe('run-finished');
  });

  it('refuses to go on with photos that are others now', async () => {
    const changing = join(folder, 'changing');
    await makePhotos(changing, { train: { apple: 4, berry: 4 } });
    const wanted = request('changed-run', tinyRecipe('cached-features', 'epochs=2'), changing);
    const paused = watch((event, wish) => {
      if (event.kind === 'epoch') wish.pause();
    });
    expect(await codeOf(trainRun(wanted, paused))).toBe('paused');
    rmSync(join(home.folder, 'cache'), { recursive: true });
    writeFileSync(join(changing, 'train', 'apple', '0.png'), 'other bytes');
    expect(await codeOf(resumeRun(wanted.run, watch()))).toBe('run-photos-changed');
  });
});

describe('a run that is stopped early', () => {
  const recipe = tinyRecipe('scratch', 'epochs=4');
  const evaluationOf = (run: string): EvaluationFile =>
    evaluationFileSchema.parse(JSON.parse(readFileSync(join(run, 'evaluation.json'), 'utf8')));
  /** Wishes the stop when this epoch is told of; the next one is under way by then, and is finished. */
  const stopAfter = (epoch: number) =>
    watch((event, wish) => {
      if (event.kind === 'epoch' && event.epoch === epoch) wish.stop();
    });

  it('keeps the best epoch so far, goes on later, and comes to the model of an undisturbed run', async () => {
    await trainRun(request('whole', recipe), watch());
    const stopped = request('stopped', recipe);
    const result = await trainRun(stopped, stopAfter(1));
    const lines = linesOf(stopped.run);
    const best = lines.toSorted((one, other) => one.validation!.loss - other.validation!.loss)[0]!;
    expect(result).toMatchObject({ epochs: 2, bestEpoch: best.epoch });
    expect(evaluationOf(stopped.run)).toMatchObject({ stoppedAt: 2, test: { count: 4 } });
    // The curve is of the network as it was trained, the result of the calibrated one.
    expect(result.validation!.calibration!.before.loss).toBeCloseTo(best.validation!.loss, 5);
    expect(
      linesOf(join(folder, 'whole'))
        .slice(0, 2)
        .map(({ training }) => training),
    ).toEqual(lines.map(({ training }) => training));

    const before = readFileSync(join(stopped.run, 'model', 'weights.safetensors'));
    const again = await resumeRun(
      stopped.run,
      watch((event) => {
        // Until the new results are whole, the old ones are there.
        if (event.kind === 'stage' && event.stage === 'evaluating')
          expect(readFileSync(join(stopped.run, 'model', 'weights.safetensors')).equals(before)).toBe(true);
      }),
    );
    expect(again.epochs).toBe(4);
    expect(evaluationOf(stopped.run)).toEqual(evaluationOf(join(folder, 'whole')));
    expect(readdirSync(stopped.run)).toEqual(readdirSync(join(folder, 'whole')));
    for (const file of ['model/weights.safetensors', 'answers.json'])
      expect(
        readFileSync(join(stopped.run, file)).equals(readFileSync(join(folder, 'whole', file))),
        file,
      ).toBe(true);
    expect(await codeOf(resumeRun(stopped.run, watch()))).toBe('run-finished');
  });

  it('loses nothing where it is cut short while its results are replaced', async () => {
    const cut = request('cut', recipe);
    await trainRun(cut, stopAfter(1));
    // As a kill leaves it: the new results are whole, and one of them is in its place already.
    const next = join(cut.run, 'next');
    mkdirSync(join(next, 'model'), { recursive: true });
    const waiting = [
      'evaluation.json',
      'answers.json',
      'model/network.json',
      'model/familiarity.safetensors',
    ];
    for (const file of waiting) writeFileSync(join(next, file), readFileSync(join(folder, 'whole', file)));
    writeFileSync(
      join(cut.run, 'model', 'weights.safetensors'),
      readFileSync(join(folder, 'whole', 'model', 'weights.safetensors')),
    );
    const { weights } = await openModel(cut.run);
    expect(weights).toEqual((await openModel(join(folder, 'whole'))).weights);
    expect(evaluationOf(cut.run)).toEqual(evaluationOf(join(folder, 'whole')));
    expect(existsSync(next)).toBe(false);
  });

  it('is a pause where no epoch is finished: there is nothing to keep', async () => {
    const early = request('early', recipe);
    const atOnce = watch((event, wish) => {
      if (event.kind === 'stage' && event.stage === 'training') wish.stop();
    });
    expect(await codeOf(trainRun(early, atOnce))).toBe('paused');
    expect(existsSync(join(early.run, 'evaluation.json'))).toBe(false);
  });

  it('ends as usual where the last epoch was its last', async () => {
    const last = request('last', tinyRecipe('scratch', 'epochs=2'));
    await trainRun(last, stopAfter(2));
    expect(evaluationOf(last.run).stoppedAt).toBeUndefined();
  });

  it.skipIf(testWeightsFile === null)(
    `keeps the earlier phase where the next has no epoch yet${skippedWithoutWeights}`,
    async () => {
      const between = request('between', tinyRecipe('two-phase', 'epochs=2,2'));
      const inSecond = watch((event, wish) => {
        if (event.kind === 'stage' && event.detail === 'fine-tune') wish.stop();
      });
      const result = await trainRun(between, inSecond);
      expect(result.epochs).toBe(2);
      expect(evaluationOf(between.run).stoppedAt).toBe(2);
      expect((await resumeRun(between.run, watch())).epochs).toBe(4);
    },
  );
});
