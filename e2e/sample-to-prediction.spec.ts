import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { photoSource } from './fixtures/own-folder.ts';
import {
  choosePhotos,
  expectResults,
  openSample,
  shortenRecipe,
  startTraining,
  step,
} from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('from the sample to a prediction', async ({ journey: { app, photos } }) => {
  await openSample(app);
  await expect(app.getByRole('heading', { name: '120 photos in 2 classes' })).toBeVisible();

  await step(app, 'Augment').click();
  const draws = app.getByRole('img', { name: /^Change \d of 8/ });
  await expect(draws).toHaveCount(8);
  const widthOf = (index: number) =>
    draws.nth(index).evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0));
  for (let index = 0; index < 8; index++) await expect.poll(() => widthOf(index)).toBeGreaterThan(0);

  await shortenRecipe(app, [2, 1]);
  await startTraining(app);
  await expectResults(app);
  await expect(app.getByText(/95 % confidence/).first()).toBeVisible();
  await expect(app.getByRole('table', { name: /Confusion matrix/ })).toBeVisible();

  await app.getByRole('tab', { name: 'Ways to test' }).click();
  const ways = app.getByRole('region', { name: 'Other ways to test' });
  await expect(ways.getByRole('checkbox', { name: /^Mirrored/ })).toBeChecked();
  await ways.getByRole('button', { name: 'Test', exact: true }).click();
  const measured = app.getByRole('table', { name: 'What each way came to' }).getByRole('rowheader');
  await expect(measured).toHaveText([/^Plain/, /^Mirrored/, /^Several scales/], { timeout: 90_000 });
  await app.getByRole('tab', { name: 'Summary' }).click();

  const report = app.waitForEvent('download', { timeout: 90_000 });
  await app.getByRole('button', { name: 'Report…' }).click();
  const saved = await report;
  expect(saved.suggestedFilename()).toMatch(/\.html$/);
  const written = await readFile(await saved.path(), 'utf8');
  expect(written).toContain('<html lang="en">');
  expect(written).not.toMatch(/<script|NaN/);
  // 18 test photos tell an accuracy only roughly.
  const advice = app.getByRole('region', { name: 'Advice' });
  await advice.getByRole('button', { name: /^Set up cross-validation: 18 test photos/ }).click();
  await expect(app.getByRole('button', { name: 'Start 5 trainings' })).toBeVisible();
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(app.getByRole('button', { name: 'Start training' })).toBeVisible();

  await step(app, 'Predict').click();
  const source = await photoSource();
  const [className] = (await readdir(source)).filter((name) => !name.includes('.')).sort() as [string];
  const names = (await readdir(join(source, className))).sort().slice(0, 3);
  for (const name of names) await copyFile(join(source, className, name), join(photos, name));
  await choosePhotos(app, names);
  await expect(app.getByRole('heading', { name: '3 photos' })).toBeVisible({ timeout: 60_000 });
  await expect(app.getByText('%').first()).toBeVisible();
  await app.keyboard.press('w');
  await expect(app.getByText(/^Warm: what spoke for/)).toBeVisible();

  const download = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save as CSV…' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test('three clicks lead from the first start to a training', async ({ journey: { app } }) => {
  await app.getByRole('button', { name: 'Try the sample' }).click();
  await app.getByRole('button', { name: 'Continue to training' }).click({ timeout: 60_000 });
  await app.getByRole('button', { name: 'Start training' }).click({ timeout: 60_000 });
  await expect(app.getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: 30_000 });
});
