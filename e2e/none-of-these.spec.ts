import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inEveryLook } from './fixtures/every-look.ts';
import {
  choosePhotos,
  expectResults,
  openSample,
  shortenRecipe,
  startTraining,
  step,
} from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('what is answered "none of these": chosen, changed by hand, kept, and answered so', async ({
  journey: { app, photos },
}) => {
  await openSample(app);
  await shortenRecipe(app, [2, 1]);
  await startTraining(app);
  await expectResults(app);

  await app.getByRole('tab', { name: 'None of these' }).click();
  const asChosen = app.getByRole('button', { name: 'As chosen by Thaw' });
  await expect(app.getByText('At least 95 % of validation photos answered')).toBeVisible();
  await expect(asChosen).toHaveAttribute('aria-disabled', 'true');

  const handle = app.getByRole('slider', { name: 'Validation photos to answer' });
  await handle.press('ArrowLeft');
  await expect(app.getByText('At least 94 % of validation photos answered')).toBeVisible();
  const plot = app.getByRole('figure', { name: /^Share of right answers/ }).getByRole('presentation');
  const { x, y, width, height } = (await plot.boundingBox())!;
  await app.mouse.move(x + width * 0.9, y + height / 2);
  await app.mouse.down();
  await app.mouse.move(x, y + height / 2, { steps: 5 });
  await app.mouse.up();
  await expect(app.getByText('At least 50 % of validation photos answered')).toBeVisible();
  await expect(asChosen).not.toHaveAttribute('aria-disabled', 'true');
  await inEveryLook(app, 'results-none-by-hand');

  await app.reload();
  await app.getByRole('tab', { name: 'None of these' }).click();
  await expect(app.getByText('At least 50 % of validation photos answered')).toBeVisible();

  // A picture of the window itself is neither food nor animal.
  await copyFile(join('docs', 'screenshots', 'export-light.png'), join(photos, 'window.png'));
  await step(app, 'Predict').click();
  await choosePhotos(app, ['window.png']);
  await expect(app.getByRole('heading', { name: 'none of these', exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await inEveryLook(app, 'predict-none');

  await app.getByRole('button', { name: 'Set how strictly' }).click();
  await asChosen.click();
  await expect(app.getByText('At least 95 % of validation photos answered')).toBeVisible();
});
