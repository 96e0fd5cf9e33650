import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../../src/engine/models/model-folder.ts';
import { openRun } from '../../src/engine/training/run-folder.ts';
import { openStartingPoint } from '../../src/engine/training/starting-point.ts';
import { resumeRun, trainRun } from '../../src/engine/training/train-run.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { codeOf, noticesOf, tinyRecipe, watch } from './watched-run.ts';

/** Runs that begin with another one's weights. */

let home: TemporaryHome;
let folder: string;
const place = (name: string): string => join(folder, name);
const photosAt = (name: string) => ({ folder: place(name), changes: [], seed: 3 });
/** Next to no learning: what a run ends with is what it began with. */
const still = ['learningRate=1e-30', 'dropout=0'];

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-start-'));
  const counts = { train: { apple: 6, berry: 6 }, validation: { apple: 3, berry: 3 } };
  await makePhotos(place('photos'), counts);
  await makePhotos(place('others'), {
    train: { apple: 5, berry: 5, cherry: 5 },
    validation: { apple: 2, berry: 2, cherry: 2 },
  });
  await trainRun({ ...photosAt('photos'), run: place('first'), recipe: tinyRecipe('scratch') }, watch());
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

describe('a run from another one', () => {
  it('begins with its weights, as they were trained, and says so', async () => {
    const context = watch();
    const recipe = tinyRecipe('scratch', ...still);
    const request = { ...photosAt('photos'), run: place('same'), recipe, from: place('first') };
    await trainRun(request, context);
    const { config } = await openRun(place('same'));
    expect(config.startedFrom).toMatchObject({ run: place('first'), anew: [], seenPhotos: 0 });
    expect(config.startedFrom!.taken).toHaveLength(6);
    expect(noticesOf(context)).toContain('started-from');
    const start = await openStartingPoint(place('first'));
    const { weights, file } = await openModel(place('same'));
    for (const [name, { values }] of start.weights) {
      const temperature = name.startsWith('predictions') ? file.temperature! : 1;
      const found = weights.get(name)!.values;
      const furthest = values.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - found[at]! * temperature)),
        0,
      );
      expect(furthest).toBeLessThan(1e-5);
    }
  });

  it('begins its last layer anew for other classes', async () => {
    const recipe = tinyRecipe('scratch');
    await trainRun({ ...photosAt('others'), run: place('wider'), recipe, from: place('first') }, watch());
    const { config } = await openRun(place('wider'));
    expect(config.startedFrom!.anew).toEqual(['predictions']);
  });

  it('tells how many of the photos that it is measured by the other one has learned from', async () => {
    await cp(place('photos/train'), place('swapped/validation'), { recursive: true });
    await cp(place('photos/validation'), place('swapped/train'), { recursive: true });
    const recipe = tinyRecipe('scratch');
    await trainRun({ ...photosAt('swapped'), run: place('leaking'), recipe, from: place('first') }, watch());
    const { config } = await openRun(place('leaking'));
    expect(config.startedFrom!.seenPhotos).toBe(12);
  });

  it('goes on after a pause to the weights of an undisturbed run, without the other run', async () => {
    const recipe = tinyRecipe('scratch', 'epochs=2');
    const request = { ...photosAt('photos'), recipe, from: place('first') };
    await trainRun({ ...request, run: place('undisturbed') }, watch());
    const pausing = watch((event, wish) => {
      if (event.kind === 'epoch') wish.pause();
    });
    expect(await codeOf(trainRun({ ...request, run: place('paused') }, pausing))).toBe('paused');
    await resumeRun(place('paused'), watch());
    const [one, other] = await Promise.all(['undisturbed', 'paused'].map((name) => openModel(place(name))));
    for (const [name, { values }] of one!.weights) expect(other!.weights.get(name)!.values).toEqual(values);
  });

  it('refuses a run that is not there, has no model, or has nothing in common', async () => {
    const from = (run: string, name: string) =>
      codeOf(
        trainRun(
          {
            ...photosAt('photos'),
            run: place('refused'),
            recipe: tinyRecipe(name, 'units=9'),
            from: place(run),
          },
          watch(),
        ),
      );
    expect(await from('nothing', 'scratch')).toBe('run-not-found');
    expect(await from('photos', 'scratch')).toBe('run-has-no-model');
    // Of the dense network every layer has another shape.
    expect(await from('first', 'digits-dense')).toBe('nothing-to-start-from');
  });

  it.skipIf(testWeightsFile === null)(`tunes further what was tuned${skippedWithoutWeights}`, async () => {
    const request = photosAt('photos');
    await trainRun({ ...request, run: place('tuned'), recipe: tinyRecipe('two-phase') }, watch());
    const recipe = tinyRecipe('two-phase', ...still);
    await trainRun({ ...request, run: place('further'), recipe, from: place('tuned') }, watch());
    const [tuned, further] = [await openModel(place('tuned')), await openModel(place('further'))];
    const kernel = 'block5_conv3/kernel';
    expect(further.weights.get(kernel)!.values).toEqual(tuned.weights.get(kernel)!.values);
  });
});
