import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resumeRun, trainRun } from '../../src/engine/training/train-run.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import type { JobEvent } from '../../src/shared/job-events.ts';
import type { EvaluationFile, RunConfig } from '../../src/shared/run-files.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { codeOf, linesOf, noticesOf, tinyRecipe, watch } from './watched-run.ts';

/** 14 photos in batches of 5: three steps an epoch, two epochs in each of two phases. */
const recipe = applySettings(tinyRecipe('scratch', 'dropout=0.5'), [
  'phases=2',
  'epochs=2,2',
  'schedule=plateau',
  'schedule.patience=1',
  'snapshotEvery=4',
  'displayEvery=5',
]);

let home: TemporaryHome;
let folder: string;
let undisturbed: string;
let events: readonly JobEvent[];

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-snapshots-'));
  const photos = join(folder, 'photos');
  await makePhotos(photos, { train: { apple: 7, berry: 7 }, validation: { apple: 3, berry: 3 } });
  undisturbed = join(folder, 'undisturbed');
  const watched = watch();
  await trainRun({ folder: photos, run: undisturbed, recipe, changes: [], seed: 3 }, watched);
  ({ events } = watched);
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

const weights = (run: string): Buffer => readFileSync(join(run, 'model', 'weights.safetensors'));
/** What an epoch came to, without how long it took. */
const scores = (run: string): object[] =>
  linesOf(run).map((epoch) => ({ ...epoch, seconds: 0, photosPerSecond: 0 }));

describe('snapshots', () => {
  it('are kept after so many steps through all phases', () => {
    const names = readdirSync(join(undisturbed, 'checkpoints')).filter((name) => name.startsWith('snapshot'));
    expect(names).toEqual([
      'snapshot-000004.safetensors',
      'snapshot-000008.safetensors',
      'snapshot-000012.safetensors',
      'snapshots.json',
    ]);
  });

  it.each([
    [4, 'in the middle of an epoch'],
    [8, 'in the first epoch of a later phase'],
    [12, 'at the end of all'],
  ])('of step %i, %s, lead to the model of the undisturbed run, bit for bit', async (step) => {
    const run = join(folder, `from-${step}`);
    cpSync(undisturbed, run, { recursive: true });
    const result = await resumeRun(run, watch(), { snapshot: step });
    expect(result.epochs).toBe(4);
    expect(scores(run)).toEqual(scores(undisturbed));
    expect(weights(run).equals(weights(undisturbed))).toBe(true);
  });

  it('lead to the same model where memory holds only parts of a batch', async () => {
    const run = join(folder, 'in-parts');
    cpSync(undisturbed, run, { recursive: true });
    const watched = watch();
    await resumeRun(run, watched, { snapshot: 4, photosAtOnce: 2 });
    expect(noticesOf(watched)).toContain('fewer-at-once');
    const [found, expected] = [linesOf(run), linesOf(undisturbed)];
    found.forEach(({ training, validation }, index) => {
      expect(Math.abs(training.loss / expected[index]!.training.loss - 1)).toBeLessThan(1e-3);
      expect(Math.abs(validation!.loss / expected[index]!.validation!.loss - 1)).toBeLessThan(1e-3);
    });
    const config = JSON.parse(readFileSync(join(run, 'config.json'), 'utf8')) as RunConfig;
    expect(config.changes).toEqual(['photosAtOnce=2']);
    expect(config.recipe.phases.map(({ photosAtOnce, batchSize }) => [photosAtOnce, batchSize])).toEqual([
      [2, 5],
      [2, 5],
    ]);
  });

  it('leave a finished run to be gone on with, with its results, where going back is interrupted', async () => {
    const run = join(folder, 'interrupted');
    cpSync(undisturbed, run, { recursive: true });
    const watched = watch((event, wish) => {
      if (event.kind === 'epoch') wish.pause();
    });
    expect(await codeOf(resumeRun(run, watched, { snapshot: 4 }))).toBe('paused');
    expect(noticesOf(watched)).toContain('went-back');
    expect(linesOf(run)).toHaveLength(2);
    const results = (place: string): EvaluationFile =>
      JSON.parse(readFileSync(join(place, 'evaluation.json'), 'utf8')) as EvaluationFile;
    expect(results(run)).toEqual({ ...results(undisturbed), stoppedAt: 4 });
    expect(weights(run).equals(weights(undisturbed))).toBe(true);
    // Those after it would lead to epochs that are learned anew.
    expect(await codeOf(resumeRun(run, watch(), { snapshot: 12 }))).toBe('snapshot-not-found');
    const kept = readdirSync(join(run, 'checkpoints')).filter((name) => name.startsWith('snapshot-'));
    expect(kept).toEqual(['snapshot-000004.safetensors']);
    const result = await resumeRun(run, watch());
    expect(result.epochs).toBe(4);
    expect(results(run)).toEqual(results(undisturbed));
    expect(weights(run).equals(weights(undisturbed))).toBe(true);
  });

  it('that are not there change nothing', async () => {
    const run = join(folder, 'unchanged');
    cpSync(undisturbed, run, { recursive: true });
    expect(await codeOf(resumeRun(run, watch(), { snapshot: 5 }))).toBe('snapshot-not-found');
    expect(await codeOf(resumeRun(run, watch()))).toBe('run-finished');
  });
});

it('the loss is told after so many steps', () => {
  const told = events.filter((event) => event.kind === 'step');
  expect(told.map(({ step }) => step)).toEqual([5, 10]);
  for (const { loss, learningRate } of told) {
    expect(loss).toBeGreaterThan(0);
    expect(learningRate).toBeGreaterThan(0);
  }
});
