import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { smallConfig, smallKeras } from '../../engine/importing/fixtures/small-model-files.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let file: string;
const unasked = { classes: ['a', 'b'], preprocessing: null, size: null };

beforeEach(async () => {
  data = await openDataServices();
  file = join(data.home, 'pets.keras');
  await writeFile(file, await smallKeras());
});
afterEach(() => data.remove());

it('is a project with a run and no photos, until a person says where photos are', async () => {
  const source = { kind: 'model', model: { kind: 'path', path: file }, ...unasked } as const;
  const { project: id } = await data.projects.create({ source });
  const project = await data.store.open(id);
  expect(await readdir(project.runsFolder)).toHaveLength(1);
  const view = await data.until(id, ({ reading }) => reading.kind === 'failed');
  expect(view).toMatchObject({
    name: 'pets',
    photos: 0,
    source: { kind: 'folder', missing: false },
    reading: { error: { code: 'no-classes' } },
  });
});

it('may be made of an upload, whose names lead nowhere else', async () => {
  await mkdir(join(data.home, 'uploads', 'one'), { recursive: true });
  await writeFile(join(data.home, 'uploads', 'one', 'mine.keras'), await smallKeras());
  const sourceOf = (name: string) =>
    ({ kind: 'model', model: { kind: 'upload', upload: 'one', name }, ...unasked }) as const;
  await expect(data.projects.create({ source: sourceOf('../../pets.keras') })).rejects.toMatchObject({
    code: 'upload-name-invalid',
  });
  const { project } = await data.projects.create({ source: sourceOf('mine.keras') });
  expect((await data.store.open(project)).file.name).toBe('mine');
});

it('leaves nothing where the model does not open', async () => {
  const layers = smallConfig.config.layers.filter(({ class_name: kind }) => kind !== 'Rescaling');
  await writeFile(file, await smallKeras({ ...smallConfig, config: { ...smallConfig.config, layers } }));
  const source = { kind: 'model', model: { kind: 'path', path: file }, ...unasked } as const;
  await expect(data.projects.create({ source })).rejects.toMatchObject({
    code: 'model-preprocessing-unknown',
  });
  data.refused.add(file);
  await expect(data.projects.create({ source })).rejects.toMatchObject({ code: 'folder-not-allowed' });
  expect(await data.projects.list()).toEqual([]);
  expect(await readdir(data.store.projectsFolder)).toEqual([]);
});
