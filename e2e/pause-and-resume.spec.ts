import { epochRows, expectResults, openSample, shortenRecipe, startTraining } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('pause, reload the page, go on, stop and keep the best', async ({ journey: { app } }) => {
  await openSample(app);
  await shortenRecipe(app, [60, 10]);
  await startTraining(app);
  await expect.poll(() => epochRows(app).count(), { timeout: 120_000 }).toBeGreaterThan(1);

  await app.getByRole('button', { name: 'Pause' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Paused' })).toBeVisible({ timeout: 60_000 });
  const rows = await epochRows(app).count();

  await app.reload();
  await expect(app.getByRole('heading', { level: 1, name: 'Paused' })).toBeVisible();
  await expect.poll(() => epochRows(app).count()).toBe(rows);

  await app.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(() => epochRows(app).count(), { timeout: 120_000 }).toBeGreaterThan(rows);

  await app.getByRole('button', { name: 'Stop and keep the best' }).click();
  const question = app.getByRole('alertdialog').or(app.getByRole('dialog'));
  await expect(question.getByRole('button', { name: 'Keep training' })).toBeFocused();
  await question.getByRole('button', { name: 'Stop and keep the best' }).click();
  await expectResults(app);
});
