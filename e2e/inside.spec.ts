import { expectResults, openSample, shortenRecipe, startTraining } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('a look inside: layers, what they make of a photo, what their filters look for, and why', async ({
  journey: { app },
}) => {
  await openSample(app);
  await shortenRecipe(app, [2, 1]);
  await startTraining(app);
  await expectResults(app);

  await app.getByRole('tab', { name: 'Inside' }).click();
  const layers = app.getByRole('radiogroup', { name: 'The layers of this model' });
  await expect(layers.getByRole('radio')).toHaveCount(20);
  await expect(layers.getByRole('radio', { checked: true })).toHaveAccessibleName(
    /^block5_conv3, convolution, 512/,
  );
  await expect(app.getByRole('img', { name: /^What block5_conv3 makes of / })).toBeVisible({
    timeout: 60_000,
  });

  await layers.getByRole('radio', { name: /^block1_conv2/ }).click();
  await app.keyboard.press('ArrowLeft');
  await expect(layers.getByRole('radio', { checked: true })).toBeFocused();
  await expect(app.getByRole('img', { name: /^What block1_conv1 makes of / })).toBeVisible({
    timeout: 60_000,
  });
  await app.getByRole('button', { name: 'Next photo' }).click();
  await expect(app.getByText(/^2 of \d+$/)).toBeVisible();

  await app.getByRole('button', { name: 'Draw 16 patterns' }).click();
  await expect(app.getByRole('progressbar')).toBeVisible();
  await expect(app.getByRole('img', { name: 'Filter 1', exact: false }).first()).toBeVisible({
    timeout: 60_000,
  });
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.getByText(/^\d+ of 64 filters$/)).toBeVisible();
  // What was drawn is kept while the page is open.
  await layers.getByRole('radio', { name: /^predictions/ }).click();
  await expect(app.getByText(/has no filters to draw/)).toBeVisible();
  await expect(app.getByRole('img', { name: /^What predictions makes of / })).toBeVisible({
    timeout: 60_000,
  });
  await layers.getByRole('radio', { name: /^block1_conv1/ }).click();
  await expect(app.getByText(/^\d+ of 64 filters$/)).toBeVisible();
  await expect(app.getByRole('button', { name: /^Draw \d+ more$/ })).toBeVisible();
  await app.getByRole('button', { name: /^Draw \d+ more$/ }).click();
  await expect(app.getByRole('progressbar')).toBeHidden({ timeout: 120_000 });
});
