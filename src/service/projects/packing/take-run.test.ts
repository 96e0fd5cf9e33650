import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../../test/made-model.ts';
import { silentContext } from '../../../engine/job/job-context.ts';
import { modelFolder, openModel, saveModel } from '../../../engine/models/model-folder.ts';
import { lockName } from '../../../engine/storage/writer-lock.ts';
import { runNameOf } from '../../../engine/training/run-name.ts';
import { openRun, runPaths } from '../../../engine/training/run-folder.ts';
import { type DataServices, openDataServices } from '../../fixtures/open-data-services.ts';
import { makeRun } from '../../training/fixtures/made-run.ts';
import { takeRun } from './take-run.ts';

let data: DataServices;
let from: string;
let run: string;
const photos = '/here/photos';
const take = () => takeRun({ job: 'take-run', folder: from, run, photos }, silentContext);

beforeEach(async () => {
  data = await openDataServices();
  [from, run] = [join(data.home, 'brought', 'moths'), join(data.home, 'runs', 'one')];
  makeRun(from, { correct: 3 });
  const classes = ['apple', 'berry'];
  const model = madeModel({ network: smallConvnet, size: 48, classes, boldness: 1 });
  await saveModel(modelFolder(from), model.file, model.weights);
});
afterEach(() => data.remove());

it('brings what was trained and measured, and leads to no other folder', async () => {
  await mkdir(runPaths(from).checkpoints);
  await writeFile(join(runPaths(from).checkpoints, 'epoch-1'), 'a');
  await writeFile(join(from, lockName), '{}');
  await symlink('/etc/hostname', join(from, 'link'));
  await take();
  expect(await readdir(join(run, '..'))).toEqual(['one']);
  const kept = (await readdir(from)).filter((name) => !['checkpoints', 'link', lockName].includes(name));
  expect((await readdir(run)).sort()).toEqual([...kept, 'about.json'].sort());
  const { config, dataset } = await openRun(run);
  expect(dataset.folder).toBe(photos);
  expect(config.source.folder).toBe(photos);
  expect(await runNameOf(run)).toBe('moths');
  expect((await openModel(run)).file.classes).toEqual(['apple', 'berry']);
});

it('leaves nothing of a run whose weights are not what was written, or that is half there', async () => {
  await mkdir(join(data.home, 'runs'), { recursive: true });
  await writeFile(join(modelFolder(from), 'weights.safetensors'), 'a');
  await expect(take()).rejects.toMatchObject({ code: 'run-file-damaged' });
  await rm(join(modelFolder(from), 'weights.safetensors'));
  await expect(take()).rejects.toMatchObject({ code: 'run-has-no-model' });
  expect(await readdir(join(data.home, 'runs'))).toEqual([]);
});

it('ends when it is cancelled, and does not write over another run', async () => {
  const request = { job: 'take-run', folder: from, run, photos } as const;
  await expect(takeRun(request, { ...silentContext, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
  await take();
  await expect(take()).rejects.toMatchObject({ code: 'run-exists' });
});

it('becomes a project from a folder, or from an upload of one', async () => {
  const unasked = { classes: null, preprocessing: null, size: null };
  const sourceOf = (
    model: { kind: 'path'; path: string } | { kind: 'upload'; upload: string; name: string },
  ) => ({ kind: 'model', model, ...unasked }) as const;
  const made = await data.projects.create({ source: sourceOf({ kind: 'path', path: from }) });
  const project = await data.store.open(made.project);
  expect(project.file.name).toBe('moths');
  const [name] = await readdir(project.runsFolder);
  expect((await openRun(join(project.runsFolder, name!))).dataset.folder).toBe(project.sourceFolder);

  const upload = join(data.home, 'uploads', 'one');
  await mkdir(join(data.home, 'uploads'));
  await mkdir(upload);
  makeRun(join(upload, 'sent'), { correct: 3 });
  const { file, weights } = await openModel(from);
  await saveModel(modelFolder(join(upload, 'sent')), file, weights);
  const sent = await data.projects.create({
    source: sourceOf({ kind: 'upload', upload: 'one', name: 'sent' }),
  });
  expect((await data.store.open(sent.project)).file.name).toBe('sent');
  for (const name of ['.', '', '../one', '../../brought/moths'])
    await expect(
      data.projects.create({ source: sourceOf({ kind: 'upload', upload: 'one', name }) }),
    ).rejects.toMatchObject({ code: 'upload-name-invalid' });
});
