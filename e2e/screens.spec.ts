import type { Page } from '@playwright/test';
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inItsThemes, inEveryLook, languages, speak } from './fixtures/every-look.ts';
import {
  chooseFolds,
  choosePhotos,
  chooseRecipe,
  expectResults,
  openSample,
  setEpochs,
  shortenRecipe,
  startTraining,
} from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

const steps = ['data', 'augment', 'train', 'results', 'predict', 'export'] as const;

/**
 * Every screen in both languages and both themes: nothing that axe finds, and a picture of each in English for the
 * documents. The pictures show only the sample. They are written where THAW_SCREENSHOTS is set, so that a test run
 * leaves the checkout as it was.
 */
test('every screen is accessible, and looks as in docs/screenshots', async ({
  journey: { app, photos, served },
}) => {
  test.skip(served === null, 'the window’s page is the same one');
  await inEveryLook(app, 'home');
  await openSample(app);
  await inEveryLook(app, 'empty-results', () => goTo(app, 'results'));
  await shortenRecipe(app, [12, 4]);
  await inEveryLook(app, 'train-ready');
  await lookAtRecipes(app);
  await findRate(app);
  await startTraining(app);
  await expect(app.getByText(/best on validation/)).toBeVisible({ timeout: 180_000 });
  await inEveryLook(app, 'train-running');
  await expectResults(app);
  for (const step of steps.filter((name) => name !== 'predict'))
    await inEveryLook(app, step === 'train' ? 'train-again' : step, () => goTo(app, step));
  const tabs = [
    'Summary',
    'Mistakes',
    'Map',
    'Calibration',
    'None of these',
    'Inside',
    'Ways to test',
    'Curves',
    'Run record',
  ];
  for (const [index, tab] of [...tabs.entries()].slice(1))
    await inEveryLook(app, `results-${tab.toLowerCase().replaceAll(' ', '-')}`, async () => {
      await goTo(app, 'results');
      await app.getByRole('tab').nth(index).click();
    });
  await makeMap(app);
  await goTo(app, 'predict');
  await inEveryLook(app, 'predict-empty');
  await choosePhotos(app, await someSamplePhotos(photos));
  await expect(app.getByRole('heading', { name: '6 photos' })).toBeVisible({ timeout: 60_000 });
  await inEveryLook(app, 'predict');
  await crossValidate(app);
});

/** The gallery of recipes, and the layers of the chosen one. */
async function lookAtRecipes(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Change recipe…' }).click();
  await expect(app.getByRole('radio', { name: /^Two phases/ })).toBeVisible();
  await inEveryLook(app, 'recipes');
  await app.getByRole('button', { name: 'Show its layers' }).click();
  await expect(app.getByRole('rowheader', { name: 'block5_conv3' })).toBeVisible();
  await inEveryLook(app, 'recipes-layers');
  await app.getByRole('button', { name: 'Back' }).click();
  await expect(app.getByRole('button', { name: 'Start training' })).toBeVisible();
}

/** All settings with a rate that falls over time, and the search for a learning rate with what it found. */
async function findRate(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Show all' }).click();
  const schedule = app.getByRole('combobox', { name: 'Rate over time' }).first();
  await schedule.click();
  await app.getByRole('option', { name: 'Steps down' }).click();
  await inEveryLook(app, 'train-all-settings');
  await schedule.click();
  await app.getByRole('option', { name: 'Constant' }).click();
  for (const language of languages) {
    await speak(app, language);
    const [find, chart, close] =
      language === 'en'
        ? ['Find a learning rate for phase 1', /^Loss by learning rate/, 'Close']
        : ['为第 1 阶段寻找学习率', /^损失随学习率的变化/, '关闭'];
    await app.getByRole('button', { name: find }).click();
    const dialog = app.getByRole('dialog');
    await expect(dialog.getByRole('img', { name: chart })).toBeVisible({ timeout: 180_000 });
    await inItsThemes(app, 'train-find-rate', language);
    await dialog.getByRole('button', { name: close }).click();
  }
  await app.getByRole('button', { name: 'Show less' }).click();
}

/** Cross-validation chosen, in work and finished: the quickest recipe, two folds. */
async function crossValidate(app: Page): Promise<void> {
  await goTo(app, 'train');
  await chooseRecipe(app, 'From scratch');
  await setEpochs(app, 1, 3);
  await chooseFolds(app, 2);
  await inEveryLook(app, 'train-folds');
  await startTraining(app, 'Start 2 trainings');
  await expect(app.getByText(/^Fold 2 of 2/).first()).toBeVisible({ timeout: 120_000 });
  await app.getByRole('button', { name: 'Pause' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Paused' })).toBeVisible({ timeout: 60_000 });
  await inEveryLook(app, 'train-folds-paused');
  await app.getByRole('button', { name: 'Continue' }).click();
  await expect(app.getByRole('region', { name: 'Accuracy of each fold' })).toBeVisible({ timeout: 120_000 });
  await inEveryLook(app, 'results-folds');
  await app.getByRole('tab', { name: 'Run record' }).click();
  await inEveryLook(app, 'results-folds-record');
}

/** The map of the run's photos, whole, zoomed in to pictures, as a list, and one photo of it. */
async function makeMap(app: Page): Promise<void> {
  await goTo(app, 'results');
  await app.getByRole('tab', { name: 'Map' }).click();
  await app.getByRole('button', { name: 'Make the map' }).click();
  const map = app.getByRole('application', { name: 'Map of the photos' });
  await expect(map).toBeVisible({ timeout: 120_000 });
  await inEveryLook(app, 'results-map-made');
  const pictures = map.locator('img');
  await map.press('ArrowRight');
  for (let presses = 0; presses < 8; presses++) await map.press('+');
  await expect(pictures.first()).toBeVisible();
  await inEveryLook(app, 'results-map-near');
  await map.press('Enter');
  const large = app.getByRole('dialog');
  await expect(large.getByRole('heading', { name: 'Most similar training photos' })).toBeVisible();
  await expect(large.getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });
  await app.keyboard.press('Escape');
  await map.press('0');
  await expect(pictures).toHaveCount(0);
  await app.getByRole('radio', { name: 'List' }).click();
  await expect(app.getByRole('table', { name: /Photos of the map/ })).toBeVisible();
  await inEveryLook(app, 'results-map-list');
}

async function goTo(app: Page, step: (typeof steps)[number]): Promise<void> {
  await app.keyboard.press(`Control+${steps.indexOf(step) + 1}`);
  await expect(app.getByRole('heading', { level: 1 }).first()).toBeVisible();
}

/** Photos of the sample under the folder that may be opened. */
async function someSamplePhotos(photos: string): Promise<readonly string[]> {
  const sample = join(photos, '..', 'sample');
  const [version] = await readdir(sample);
  const names: string[] = [];
  for (const className of ['animals', 'food'])
    for (const name of (await readdir(join(sample, version!, 'photos', className))).slice(20, 23)) {
      await copyFile(join(sample, version!, 'photos', className, name), join(photos, name));
      names.push(name);
    }
  return names;
}
