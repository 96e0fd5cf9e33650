import { readFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src/engine/storage/safetensors.ts';
import { recipeNames } from '../../src/shared/recipes/catalogue.ts';
import { buildOnce, thaw, type Ended } from './built-cli.ts';
import { copyPhotos, newFolder, newHome } from './test-folders.ts';

/** What the terminal offers beside the main job, on a network from scratch: no weights are needed. */

let folder: string;
let photos: string;
let run: string;
let classes: string[];
let environment: NodeJS.ProcessEnv;
let trained: Ended;

const small = [
  ...['--recipe', 'scratch', '--image-size', '80', '--batch', '5', '--epochs', '2', '--seed', '5'],
  ...['--set', 'units=8', '--set', 'precision=fp32'],
];
const call = (...line: readonly string[]): Promise<Ended> => thaw(line, { cwd: folder, environment });
const resultOf = (ended: Ended): Record<string, unknown> => {
  expect(ended.stderr).toBe('');
  expect(ended.exitCode).toBe(0);
  return ended.json().at(-1)!;
};

describe('on a run from scratch', () => {
  beforeAll(async () => {
    await buildOnce();
    folder = await newFolder('other-ways');
    photos = join(folder, 'photos');
    run = join(folder, 'run');
    environment = newHome(folder);
    classes = await copyPhotos(photos, 12);
    trained = await call('train', photos, '--out', run, ...small, '--snapshot-every', '2', '--json');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('tests in other ways, and with another run, beside the plain way', async () => {
    expect(resultOf(trained)).toMatchObject({ epochs: 2 });
    const one = join(folder, 'twin');
    resultOf(await call('train', photos, '--out', one, ...small, '--set', 'units=6', '--json'));
    const lines = ['--method', 'flip,ten-crop', '--scales', '80,96', '--with', one, '--json'];
    const { methods } = resultOf(await call('evaluate', run, ...lines)) as {
      methods: { method: string; count: number; photosPerSecond: number; scales: number[] }[];
    };
    const names = methods.map(({ method }) => method);
    expect(names).toContain('plain');
    expect(names).toEqual(expect.arrayContaining(['flip', 'ten-crop', 'ensemble']));
    for (const { count, photosPerSecond } of methods) {
      expect(count).toBe(methods[0]!.count);
      expect(photosPerSecond).toBeGreaterThan(0);
    }
    const told = await call('evaluate', run, '--method', 'flip');
    expect(told.stdout).toMatch(/flip/);
  });

  it('looks for a learning rate, and writes its curve', async () => {
    const curve = join(folder, 'rates.csv');
    const sweep = ['--from', '1e-5', '--to', '1', '--steps', '6', '--out', curve, '--json'];
    const shape = small.filter((_, at) => !['--epochs', '2'].includes(small[at]!));
    const found = resultOf(await call('find-rate', photos, ...shape, ...sweep)) as { points: object[] };
    expect(found.points.length).toBeGreaterThan(2);
    const lines = (await readFile(curve, 'utf8')).trim().split('\r\n');
    expect(lines[0]).toBe('learning_rate,loss,smoothed_loss');
    expect(lines).toHaveLength(found.points.length + 1);
    expect((await call('find-rate', photos, ...shape, ...sweep)).exitCode).toBe(1);
  });

  it('begins with the weights of another run', async () => {
    const next = join(folder, 'next');
    const ended = await call('train', photos, '--out', next, '--from', run, ...small, '--json');
    resultOf(ended);
    const taken = ended
      .json()
      .find(({ notice }) => (notice as { code?: string } | undefined)?.code === 'started-from');
    expect(taken).toMatchObject({ notice: { run, anew: [] } });
  });

  it('trains on lists of photos, each part by its own', async () => {
    const files = await Promise.all(classes.map((name) => readdir(join(photos, name))));
    const listOf = async (name: string, from: number, to: number): Promise<string> => {
      const file = join(folder, name);
      const lines = files.flatMap((names, index) =>
        names.slice(from, to).map((photo) => `photos/${classes[index]!}/${photo} ${index}`),
      );
      await writeFile(file, `${lines.join('\n')}\n`);
      return file;
    };
    const [train, validation, test] = [
      await listOf('train.txt', 0, 6),
      await listOf('val.txt', 6, 9),
      await listOf('test.txt', 9, 12),
    ];
    const lists = ['--list', train, '--list-val', validation, '--list-test', test];
    const result = resultOf(
      await call('train', ...lists, '--out', join(folder, 'listed'), ...small, '--json'),
    );
    expect(result).toMatchObject({ test: { count: 6 }, validation: { count: 6 } });
  });

  it('goes back to a snapshot, and comes to the same model again', async () => {
    const weights = (): Buffer => readFileSync(join(run, 'model', 'weights.safetensors'));
    const before = weights();
    const ended = await call('train', '--resume', run, '--snapshot', '2', '--json');
    expect(resultOf(ended)).toMatchObject({ epochs: 2 });
    expect(ended.json()).toContainEqual({
      kind: 'notice',
      notice: { code: 'went-back', step: 2, phase: 0, epoch: 0 },
    });
    expect(weights().equals(before)).toBe(true);
    const unknown = await call('train', '--resume', run, '--snapshot', '1', '--json');
    expect(unknown.json().at(-1)).toMatchObject({ code: 'snapshot-not-found' });
  });

  it('two processes that share the batches train the same model', async () => {
    // By two steps of plain descent: later a value that is largest in its window by rounding alone is another one.
    const settings = ['optimizer=sgd', 'learningRate=0.05', 'stepsPerEpoch=1'];
    const descent = [...small, ...settings.flatMap((setting) => ['--set', setting]), '--json'];
    const [alone, shared] = [join(folder, 'alone'), join(folder, 'shared')];
    const first = resultOf(await call('train', photos, '--out', alone, ...descent));
    const second = resultOf(await call('train', photos, '--out', shared, ...descent, '--workers', '2'));
    const losses = [first, second].map(({ validation }) => (validation as { loss: number }).loss);
    expect(Math.abs(losses[0]! - losses[1]!)).toBeLessThan(1e-5);
    const [one, two] = await Promise.all(
      [alone, shared].map((of) => readSafetensors(join(of, 'model', 'weights.safetensors'))),
    );
    for (const [name, { values }] of one!.tensors) {
      const others = two!.tensors.get(name)!.values;
      const furthest = values.reduce((most, value, at) => Math.max(most, Math.abs(value - others[at]!)), 0);
      expect(furthest, name).toBeLessThan(1e-5);
    }
  });

  it('lists every recipe', async () => {
    expect(resultOf(await call('recipes', '--json'))).toMatchObject({ recipes: recipeNames });
    const told = await call('recipes');
    for (const name of recipeNames) expect(told.stdout).toContain(name);
  });
});
