import { access, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { inEveryLook } from './fixtures/every-look.ts';
import { expectResults, openSample, shortenRecipe, startTraining, step } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('export, and open what came of it', async ({ journey: { app, photos } }) => {
  await openSample(app);
  await shortenRecipe(app, [1, 1]);
  await startTraining(app);
  await expectResults(app);

  await step(app, 'Export').click();
  await app.getByRole('button', { name: 'Change…' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Choose this folder' }).click();
  // Every format is to be had with weights of half the size.
  await app.getByRole('radio', { name: '16-bit' }).click();
  const line = (await app.getByText(/^To /).first().textContent())!;
  const out = /\/\S+/.exec(line)![0];
  expect(out.startsWith(photos)).toBe(true);
  const formats = app.getByRole('group', { name: 'Formats' });
  // What is cancelled leaves nothing behind, and can be done again.
  await app.getByRole('button', { name: 'Export 2 formats' }).click();
  await expect(formats.getByText(/^(Writing|Checking)/).first()).toBeVisible();
  await app.getByRole('button', { name: 'Cancel' }).click();
  await expect(formats.getByText('Cancelled')).toHaveCount(2);
  await expect.poll(() => readdir(dirname(out))).not.toContain(basename(out));
  await app.getByRole('button', { name: 'Export 2 formats' }).click();
  await expect(app.getByText('Same scores')).toHaveCount(2, { timeout: 120_000 });
  const checked = app.getByRole('table', { name: /Checked/ });
  await expect(checked.getByRole('row')).toHaveCount(3);
  // The rule for "none of these" goes with the model, and is checked as the scores are.
  await expect(app.getByText(/^known-photos\.npy beside each model/)).toBeVisible();
  await expect(checked.getByRole('columnheader', { name: 'Likeness difference' })).toBeVisible();
  await inEveryLook(app, 'export-checked');
  // The smallest window shows the whole table.
  await app.setViewportSize({ width: 900, height: 600 });
  const region = app.getByRole('region', { name: 'Checked against Thaw' });
  expect(await region.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await app.setViewportSize({ width: 1280, height: 800 });

  for (const [folder, model] of [
    ['keras-h5', 'model.h5'],
    ['tfjs', 'model.json'],
  ] as const)
    for (const file of [model, 'known-photos.npy', 'README.md', 'report.html', 'parity.json'])
      await access(join(out, folder, file));
  for (const file of ['predict.mjs', 'index.html', 'page/tf.min.js']) await access(join(out, 'tfjs', file));
  const labels = z.looseObject({ classes: z.array(z.string()) });
  expect(labels.parse(JSON.parse(await readFile(join(out, 'tfjs', 'labels.json'), 'utf8'))).classes).toEqual([
    'animals',
    'food',
  ]);

  // The code on the screen is the program in the folder.
  await app.getByRole('combobox', { name: 'Format of the sample code' }).click();
  await app.getByRole('option', { name: 'TensorFlow.js', exact: true }).click();
  await app.getByRole('radio', { name: 'Node' }).click();
  await app.getByRole('button', { name: 'Copy', exact: true }).click();
  const copied = await app.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await readFile(join(out, 'tfjs', 'predict.mjs'), 'utf8'));
});
