import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { schemaVersion, type ModelFile } from '../../shared/run-files.ts';
import { readAcceptance } from './acceptance.ts';

const model: ModelFile = {
  schemaVersion,
  classes: ['cats', 'dogs'],
  image: { size: 150, fit: 'stretch' },
  network: { kind: 'base', base: 'vgg16', units: 16, dropout: 0.5 },
  acceptance: { confidence: 0.6, familiarity: 0.7 },
  weightsSha256: '',
};
const familiarity = { neighbours: 4, sha256: '' };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-acceptance-'));
  await mkdir(join(folder, 'model'));
});
afterEach(() => rm(folder, { recursive: true }));

const save = (file: ModelFile) => writeFile(join(folder, 'model', 'network.json'), JSON.stringify(file));

it('is of no rule before there is a model', async () => {
  expect(await readAcceptance(folder)).toEqual({ rule: null, share: null, known: null });
});

it("is the model's own until a person chose another, with what likeness is measured by", async () => {
  await save({ ...model, familiarity });
  const known = { layer: 'block5_pool', neighbours: 4 };
  expect(await readAcceptance(folder)).toEqual({ rule: model.acceptance, share: null, known });
  const rule = { confidence: 0.8, familiarity: 0.9 };
  await writeFile(join(folder, 'acceptance.json'), JSON.stringify({ schemaVersion, share: 0.8, rule }));
  expect(await readAcceptance(folder)).toEqual({ rule, share: 0.8, known });
});

it('knows no photos in a model of an older version', async () => {
  await save(model);
  expect((await readAcceptance(folder)).known).toBeNull();
});
