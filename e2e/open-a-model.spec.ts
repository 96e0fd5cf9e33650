import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { layer, smallConfig, smallKeras } from '../src/engine/importing/fixtures/small-model-files.ts';
import { call } from '../test/reliability/kills/killed-call.ts';
import { makePhotos } from '../test/train-run/made-photos.ts';
import { dropFiles } from './fixtures/drop-files.ts';
import { inEveryLook, inItsThemes } from './fixtures/every-look.ts';
import { cliOf } from './fixtures/serve.ts';
import { choosePhotos, openSample, step } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

const checkout = join(import.meta.dirname, '..');

test('a model from elsewhere is asked about what its file does not say, and answers', async ({
  journey: { app, photos },
}) => {
  // No Rescaling inside: nothing in the file says what its training did to pixels.
  const layers = smallConfig.config.layers.filter(({ class_name: kind }) => kind !== 'Rescaling');
  const config = { ...smallConfig, config: { ...smallConfig.config, layers } };
  await mkdir(join(photos, 'my model'));
  await writeFile(join(photos, 'my model', 'pets.keras'), await smallKeras(config));
  await mkdir(join(photos, 'other model'));
  const odd = [...layers.slice(0, 2), layer('Lambda', 'code', {}), ...layers.slice(2)];
  const program = { ...smallConfig, config: { ...smallConfig.config, layers: odd } };
  await writeFile(join(photos, 'other model', 'odd.keras'), await smallKeras(program));
  await openSample(app);

  // A program inside is not run, and said.
  await chooseModel(app, 'other model');
  await expect(app.getByText(/its layer "code" holds a program of its own/)).toBeVisible({ timeout: 60_000 });

  await chooseModel(app, 'my model');
  const dialog = app.getByRole('dialog', { name: 'Open a model' });
  await expect(dialog.getByText(/does not say how pixels become its input/)).toBeVisible({ timeout: 60_000 });
  await inItsThemes(app, 'open-model', 'en');
  await dialog.getByRole('combobox', { name: 'Pixels' }).click();
  await app.getByRole('option', { name: '0 to 1 (rescale=1/255)' }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'pets' })).toBeVisible({ timeout: 60_000 });
  await expect(app.getByText('Keras 3.15.1')).toBeVisible();
  await inEveryLook(app, 'opened-model');

  await step(app, 'Predict').click();
  await makePhotos(join(photos, 'my model'), { '.': { '.': 1 } });
  await choosePhotos(app, ['0.png']);
  await expect(app.getByText(/^(animals|food)$/).first()).toBeVisible({ timeout: 60_000 });
  await step(app, 'Export').click();
  await expect(app.getByRole('button', { name: /^Export/ }).first()).toBeVisible();
});

test('a model alone is a project, opened from Home or dropped there, and packed', async ({
  journey: { app, photos },
}) => {
  await mkdir(join(photos, 'my model'));
  const file = join(photos, 'my model', 'pets.keras');
  await writeFile(file, await smallKeras());
  await writeFile(join(photos, 'my model', 'labels.txt'), '0 cats\n1 dogs\n');
  await chooseModel(app, 'my model');
  await expect(app.getByRole('heading', { level: 1, name: 'pets' })).toBeVisible({ timeout: 60_000 });
  await step(app, 'Data').click();
  await expect(app.getByRole('button', { name: 'Change folder…' })).toBeVisible();
  await inEveryLook(app, 'model-without-photos');
  await expect(step(app, 'Predict')).not.toHaveClass(/locked/);

  await app.getByRole('button', { name: 'pets', exact: true }).click();
  await app.getByRole('menuitem', { name: 'Pack into one file…' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Choose this folder' }).click();
  await expect(app.getByText(/Packed into .*pets\.thaw/)).toBeVisible({ timeout: 60_000 });

  await app.getByRole('button', { name: 'pets', exact: true }).click();
  await app.getByRole('menuitem', { name: 'All projects' }).click();
  // Alone it does not say its classes.
  await dropFiles(app, [file], async () => {
    await expect(app.getByText('Drop to open')).toBeVisible();
    await inItsThemes(app, 'drop-a-model', 'en');
  });
  const dialog = app.getByRole('dialog', { name: 'Open a model' });
  await dialog.getByRole('textbox', { name: 'Classes' }).fill('cats, dogs');
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'pets' })).toBeVisible({ timeout: 60_000 });
});

test('the folder of a run of another computer is dropped: its model answers, its results are there', async ({
  journey: { app, photos },
}) => {
  const home = dirname(photos);
  const run = join(photos, 'fruit of Ann');
  const folder = join(home, 'there');
  await makePhotos(folder, { '.': { apple: 12, berry: 12 } });
  const settings = ['--recipe', 'scratch', '--image-size', '80', '--epochs', '1', '--set', 'units=8'];
  const { exitCode } = await call({ cli: cliOf(checkout), home }, [
    'train',
    folder,
    '--out',
    run,
    ...settings,
  ]);
  expect(exitCode).toBe(0);
  await rm(folder, { recursive: true });
  await expect(app.getByRole('button', { name: 'Open a model…' })).toBeVisible();
  await dropFiles(app, [run]);
  await expect(app.getByRole('heading', { level: 1, name: 'fruit of Ann' })).toBeVisible({ timeout: 60_000 });
  await expect(app.getByRole('table', { name: /Confusion matrix/ })).toContainText('berry');
  await inItsThemes(app, 'run-taken', 'en');
  await step(app, 'Predict').click();
  await makePhotos(photos, { '.': { '.': 1 } });
  await choosePhotos(app, ['0.png']);
  await expect(app.getByText(/^(apple|berry)$/).first()).toBeVisible({ timeout: 60_000 });
});

/** By Thaw's own dialog. */
async function chooseModel(app: Parameters<typeof openSample>[0], name: string): Promise<void> {
  await app.getByRole('button', { name: 'Open a model…' }).click();
  const dialog = app.getByRole('dialog');
  // It opens where the last one was chosen.
  const content = dialog.getByRole('list', { name: 'Content' });
  await expect(dialog.getByRole('button', { name: 'Choose this folder' })).toBeEnabled();
  const folder = content.getByRole('button', { name, exact: true });
  if (!(await folder.isVisible())) await dialog.getByRole('button', { name: 'One folder up' }).click();
  await folder.click();
  await dialog.getByRole('button', { name: 'Choose this folder' }).click();
}
