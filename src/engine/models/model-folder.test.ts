import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../storage/safetensors.ts';
import { describeNetwork } from './describe-network.ts';
import { initialiseWeights } from './initialise-weights.ts';
import { hashTensors } from './weights/hash-tensors.ts';
import { modelFolder, openModel, saveModel } from './model-folder.ts';

const model = {
  classes: ['cat', 'dog', '猫头鹰'],
  image: { size: 48, fit: 'crop' },
  network: { kind: 'small-convnet', units: 4, dropout: 0.5 },
} as const;
const weights = initialiseWeights(describeNetwork(model.network, model.image, 3), 1);

let run: string;
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'thaw-run-'));
  await saveModel(modelFolder(run), { ...model, classes: [...model.classes] }, weights);
});
afterEach(() => rm(run, { recursive: true, force: true }));

async function change(edit: (file: Record<string, unknown>) => void): Promise<void> {
  const path = join(run, 'model', 'network.json');
  const file = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  edit(file);
  await writeFile(path, JSON.stringify(file));
}

describe('openModel', () => {
  it('opens what was saved', async () => {
    const opened = await openModel(run);
    expect(opened.file).toMatchObject(model);
    expect([...opened.weights.keys()]).toEqual([...weights.keys()]);
    expect(hashTensors(opened.weights)).toBe(hashTensors(weights));
    expect(opened.network.layers.at(-1)).toMatchObject({ units: 3, activation: 'softmax' });
  });

  it('tells a run that is not there from one that has no model', async () => {
    await expect(openModel(join(run, 'none'))).rejects.toMatchObject({ code: 'run-not-found' });
    await rm(join(run, 'model', 'weights.safetensors'));
    await expect(openModel(run)).rejects.toMatchObject({ code: 'run-has-no-model' });
    await rm(join(run, 'model'), { recursive: true });
    await mkdir(join(run, 'checkpoints'));
    await expect(openModel(run)).rejects.toMatchObject({ code: 'run-has-no-model', facts: { run } });
  });

  it('leaves a run of a newer version alone', async () => {
    await change((file) => {
      file.schemaVersion = 2;
    });
    await expect(openModel(run)).rejects.toMatchObject({
      code: 'run-from-newer-version',
      facts: { run, version: 2, supported: 1 },
    });
  });

  it.each([
    ['a class too few', (file: Record<string, unknown>) => (file.classes = ['cat'])],
    ['another hash', (file: Record<string, unknown>) => (file.weightsSha256 = '00')],
    ['another network', (file: Record<string, unknown>) => (file.network = { ...model.network, units: 5 })],
    ['an old version', (file: Record<string, unknown>) => (file.schemaVersion = '0')],
  ])('refuses %s', async (_, edit) => {
    await change(edit);
    await expect(openModel(run)).rejects.toMatchObject({ code: 'run-file-damaged' });
  });

  it('refuses weights that were changed, and text that is no JSON', async () => {
    const file = join(run, 'model', 'weights.safetensors');
    await writeSafetensors(file, weights, { changed: 'yes' });
    await expect(openModel(run)).rejects.toMatchObject({ code: 'run-file-damaged', facts: { file } });
    await writeFile(join(run, 'model', 'network.json'), '{');
    await expect(openModel(run)).rejects.toMatchObject({ code: 'run-file-damaged' });
  });
});
