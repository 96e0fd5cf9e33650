import { epochRows, expectResults, openSample, shortenRecipe, startTraining } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('the service is killed while it trains: the page says so and joins again, the run goes on', async ({
  journey,
}) => {
  const { app, served } = journey;
  test.skip(served === null, 'the window starts its service itself; the supervisor has tests of its own');
  await openSample(app);
  await shortenRecipe(app, [25, 1]);
  await startTraining(app);
  await expect.poll(() => epochRows(app).count(), { timeout: 120_000 }).toBeGreaterThan(1);
  const rows = await epochRows(app).count();

  await served!.kill();
  await expect(app.getByText('Lost touch with the engine.')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => epochRows(app).count()).toBeGreaterThanOrEqual(rows);
  await expect(app.getByText('Lost touch with the engine.')).toBeHidden({ timeout: 60_000 });
  const note = app.getByRole('region', { name: 'Thaw ended unexpectedly last time.' });
  await expect(note).toContainText(/The training ".+" of ".+" goes on after epoch \d+\./);

  await expect.poll(() => epochRows(app).count(), { timeout: 120_000 }).toBeGreaterThan(rows);
  await expectResults(app);
  await app.getByRole('tab', { name: 'Run record' }).click();
  await expect(app.getByText(/^26/).first()).toBeVisible();
});
