import { copyFile, readdir } from 'node:fs/promises';
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

test('the map of a run, and training photos like another one', async ({ journey: { app, photos } }) => {
  await openSample(app);
  await shortenRecipe(app, [1, 1]);
  await startTraining(app);
  await expectResults(app);

  await app.getByRole('tab', { name: 'Map' }).click();
  await app.getByRole('button', { name: 'Make the map' }).click();
  const map = app.getByRole('application', { name: 'Map of the photos' });
  await expect(map).toBeVisible({ timeout: 120_000 });
  await expect(app.getByText('120 photos', { exact: true })).toBeVisible();

  await map.press('ArrowRight');
  await expect(app.getByText(/^\S+\.\w+, (Train|Validation|Test), /).last()).toBeAttached();
  for (let presses = 0; presses < 4; presses++) await map.press('+');
  await expect(map.locator('img').first()).toBeVisible();
  await map.press('Enter');
  const large = app.getByRole('dialog');
  await expect(large.getByRole('listitem')).toHaveCount(5);
  await app.keyboard.press('Escape');
  await expect(map).toBeFocused();
  await map.hover();
  await app.mouse.wheel(0, -600);
  await expect(app.getByRole('button', { name: 'Show all' })).toBeEnabled();
  await map.press('0');
  await expect(app.getByRole('button', { name: 'Show all' })).toBeDisabled();

  await app.getByRole('radio', { name: 'List' }).click();
  await expect(app.getByRole('table', { name: /^Photos of the map/ })).toBeVisible();
  await app.getByRole('radio', { name: 'Test' }).click();
  await expect(app.getByText('120 photos', { exact: true })).toBeHidden();

  await step(app, 'Predict').click();
  const source = await photoSource();
  const [className] = (await readdir(source)).filter((name) => !name.includes('.')).sort() as [string];
  const [name] = (await readdir(join(source, className))).sort() as [string];
  await copyFile(join(source, className, name), join(photos, name));
  await choosePhotos(app, [name]);
  const similar = app.getByRole('list', { name: /^Training photos that the model sees/ });
  await expect(similar.getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });
  await expect(similar.getByRole('img', { name: /similarity \d\.\d\d$/ })).toHaveCount(5);
});
