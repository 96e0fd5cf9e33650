import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { untidyFolder } from './fixtures/own-folder.ts';
import { openFolder, step } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('an own folder with damaged and duplicate files', async ({ journey: { app, photos } }) => {
  const { folder, classes, perClass } = await untidyFolder(photos, 'my photos', 15);
  const before = await readdir(folder, { recursive: true });
  await openFolder(app, 'my photos');
  const used = 2 * perClass;
  await expect(app.getByRole('heading', { level: 1, name: `${used} photos in 2 classes` })).toBeVisible();

  await expect(app.getByText('1 photo is in both classes')).toBeVisible();
  await expect(app.getByText('2 photos have an exact copy')).toBeVisible();
  await expect(app.getByText('Classes are balanced')).toBeVisible();
  await app.getByRole('button', { name: /^Look: 2 files cannot be read/ }).click();
  const list = app.getByRole('table', { name: 'Files that were left out' });
  for (const name of ['cut-short.jpg', 'empty.jpg']) await expect(list.getByText(name)).toBeVisible();
  await app.getByRole('button', { name: 'Back to the photos' }).click();

  // Changes of the project leave the folder as it is, and each can be taken back.
  const [first, second] = classes;
  await app.getByRole('button', { name: `Change class ${second}` }).click();
  await app.getByRole('menuitem', { name: 'Rename' }).click();
  await app.getByRole('textbox', { name: `New name of ${second}` }).fill('others');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('row', { name: /^others/ })).toBeVisible();
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(app.getByRole('row', { name: new RegExp(`^${second}`) })).toBeVisible();

  await app.getByRole('button', { name: `Change class ${first}` }).click();
  await app.getByRole('menuitem', { name: 'Leave out' }).click();
  await expect(app.getByRole('button', { name: 'Continue to training' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(app.getByRole('button', { name: 'Continue to training' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );

  await app.getByRole('radio', { name: '60/20/20' }).click();
  await expect(app.getByText('Train 60').first()).toBeVisible();
  const grip = app.getByRole('slider', { name: 'Edge of train and validation' });
  await grip.press('ArrowRight');
  await expect(app.getByText('Train 61').first()).toBeVisible();

  expect(await readdir(join(folder), { recursive: true })).toEqual(before);
  await step(app, 'Train').click();
  await expect(app.getByText(/\d+ train, \d+ validation, \d+ test, sealed/)).toBeVisible();
});

test('folders written by copy, and taken back', async ({ journey: { app, photos } }) => {
  const { folder } = await untidyFolder(photos, 'garden', 12);
  await openFolder(app, 'garden');
  await app.getByRole('button', { name: 'Write folders…' }).click();
  const dialog = app.getByRole('dialog', { name: 'Write the split as folders' });
  await dialog.getByRole('button', { name: 'Choose…' }).click();
  // The dialog begins where the photos were chosen; folders written there would be taken for a class.
  const place = app.getByRole('dialog', { name: 'Where to write the folders' });
  await place.getByRole('button', { name: 'One folder up' }).click();
  await place.getByRole('button', { name: 'garden' }).waitFor();
  await place.getByRole('button', { name: 'Choose this folder' }).click();
  await dialog.getByRole('button', { name: /^Copy \d+ photos/ }).click();
  await expect(app.getByText('Copied into')).toBeVisible({ timeout: 30_000 });
  const written = (await readdir(photos)).find((name) => name !== 'garden')!;
  expect((await readdir(join(photos, written))).sort()).toEqual(
    expect.arrayContaining(['test', 'train', 'validation']),
  );

  await app.getByRole('button', { name: 'Undo' }).click();
  await app.getByRole('button', { name: 'Remove copies' }).click();
  await expect(app.getByText('Copied into')).toBeHidden({ timeout: 30_000 });
  expect((await readdir(folder)).length).toBe(2);
});
