import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { inEveryLook } from './fixtures/every-look.ts';
import { tidyFolder } from './fixtures/own-folder.ts';
import { openFolder } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('photos stay together by what the user says, seen before they are split', async ({
  journey: { app, photos },
}) => {
  const { folder, classes } = await tidyFolder(photos, 'clips', 24);
  for (const className of classes) await putIntoClips(join(folder, className));
  await openFolder(app, 'clips');
  const kind = app.getByRole('combobox', { name: 'Keep groups together' });
  const choose = async (name: string): Promise<void> => {
    await kind.click();
    await app.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  };

  await choose('Sub-folder');
  await expect(app.getByText('6 groups of 24 photos; each stays in one part.')).toBeVisible({
    timeout: 30_000,
  });
  await expect(app.getByRole('heading', { level: 1, name: '48 photos' })).toBeVisible();
  await inEveryLook(app, 'groups');

  await choose('Pattern in the name');
  const pattern = app.getByRole('textbox', { name: 'Regular expression' });
  await pattern.fill('(');
  await expect(app.getByText('Not a regular expression yet: Unterminated group.')).toBeVisible();
  await inEveryLook(app, 'groups-pattern');
  await pattern.fill('.');
  await expect(app.getByText(/group of \d+ photos; each stays in one part|groups of/)).toBeVisible({
    timeout: 30_000,
  });
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(kind).toHaveText('Sub-folder');

  await choose('Column of a CSV');
  const names = (await readdir(join(folder, classes[0]))).filter(
    (name) => name.endsWith('.jpg') || name.endsWith('.png'),
  );
  const table = ['file,animal', ...names.map((name, index) => `${name},pet ${index % 4}`)].join('\n');
  await app
    .getByLabel('Choose a CSV…')
    .last()
    .setInputFiles({
      name: 'animals.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(table),
    });
  await app.getByRole('combobox', { name: 'Column' }).click();
  await app.getByRole('option', { name: 'animal' }).click();
  await expect(app.getByText(`4 groups of ${names.length} photos; each stays in one part.`)).toBeVisible({
    timeout: 30_000,
  });
  await choose('Time and camera');
  await expect(app.getByRole('textbox', { name: 'Seconds apart' })).toHaveValue('10');
  await choose('No groups');
  await expect(kind).toHaveText('No groups');
});

/** Half of a class's photos, four to a folder. */
async function putIntoClips(folder: string): Promise<void> {
  const names = (await readdir(folder)).sort().slice(0, 12);
  for (const [index, name] of names.entries()) {
    const clip = join(folder, `clip-${Math.floor(index / 4) + 1}`);
    await mkdir(clip, { recursive: true });
    await rename(join(folder, name), join(clip, name));
  }
}
