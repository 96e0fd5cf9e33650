import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  await app.getByRole('button', { name: 'Export 2 formats' }).click();
  await expect(app.getByText('Same scores')).toHaveCount(2, { timeout: 120_000 });
  const checked = app.getByRole('table', { name: /Checked/ });
  await expect(checked.getByRole('row')).toHaveCount(3);
  // The rule for "none of these" goes with the model, and is checked as the scores are.
  await expect(app.getByText(/^known-photos\.npy beside each model/)).toBeVisible();
  await expect(checked.getByRole('columnheader', { name: 'Likeness difference' })).toBeVisible();
  await inEveryLook(app, 'export-checked');

  const line = (await app.getByText(/^To /).first().textContent())!;
  const out = /\/\S+/.exec(line)![0];
  expect(out.startsWith(photos)).toBe(true);
  for (const file of ['model.h5', 'known-photos.npy'].map((name) => `keras-h5/${name}`))
    await access(join(out, file));
  for (const file of ['model.json', 'known-photos.npy'].map((name) => `tfjs/${name}`))
    await access(join(out, file));
  const labels = z.looseObject({ classes: z.array(z.string()) });
  expect(labels.parse(JSON.parse(await readFile(join(out, 'tfjs', 'labels.json'), 'utf8'))).classes).toEqual([
    'animals',
    'food',
  ]);

  await app.getByRole('radio', { name: 'Node' }).click();
  await app.getByRole('button', { name: 'Copy', exact: true }).click();
  expect(await app.evaluate(() => navigator.clipboard.readText())).toContain('animals');
  expect(await app.evaluate(() => navigator.clipboard.readText())).toContain('known-photos.npy');
});
