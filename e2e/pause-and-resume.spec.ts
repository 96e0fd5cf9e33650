import type { Page } from '@playwright/test';
import { epochRows, expectResults, openSample, shortenRecipe, startTraining } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('pause, reload the page, go on, stop and keep the best, go back to a snapshot', async ({
  journey: { app },
}) => {
  await openSample(app);
  await shortenRecipe(app, [60, 10]);
  await keepSnapshots(app, 4);
  await startTraining(app);
  await expect.poll(() => epochRows(app).count(), { timeout: 120_000 }).toBeGreaterThan(1);

  await app.getByRole('button', { name: 'Pause' }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Paused' })).toBeVisible({ timeout: 60_000 });
  const rows = await epochRows(app).count();
  await expect(app.getByRole('heading', { name: 'Snapshots' })).toBeVisible();

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

  await app.getByRole('tab', { name: 'Run record' }).click();
  await app.getByRole('combobox', { name: 'Go on from' }).click();
  await app.getByRole('option', { name: /^Step 4\b/ }).click();
  await app.getByRole('button', { name: 'Go back…' }).click();
  const asked = app.getByRole('alertdialog').or(app.getByRole('dialog'));
  await expect(asked.getByRole('heading', { name: 'Go back to step 4?' })).toBeVisible();
  await asked.getByRole('button', { name: 'Go back and train' }).click();
  await expect(app.getByText('The run is back at its snapshot of step 4.')).toBeVisible({ timeout: 60_000 });
});

async function keepSnapshots(app: Page, every: number): Promise<void> {
  await app.getByRole('button', { name: 'Show all' }).click();
  const field = app.getByRole('textbox', { name: 'Snapshot every so many steps' });
  await field.fill(String(every));
  await field.press('Enter');
  await expect(app.getByText('Saved', { exact: true })).toBeVisible();
  await app.getByRole('button', { name: 'Show less' }).click();
}
