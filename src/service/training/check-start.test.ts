import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { checkStart } from './check-start.ts';
import { makeRun } from './fixtures/made-run.ts';

let project: { runsFolder: string };
const recipe = applySettings(recipeByName('two-phase'), ['imageSize=64', 'units=16']);
beforeEach(() => {
  project = { runsFolder: mkdtempSync(join(tmpdir(), 'thaw-start-')) };
  makeRun(join(project.runsFolder, 'before'), { recipe, correct: 3 });
  mkdirSync(join(project.runsFolder, 'before', 'model'));
});
afterEach(() => {
  rmSync(project.runsFolder, { recursive: true });
});
const check = (changes: readonly string[], classes = ['apple', 'berry'], run = 'before') =>
  checkStart(project, run, applySettings(recipe, changes), classes);

it('takes every layer of the same network', async () => {
  expect(await check([])).toEqual({ kind: 'start', ok: true, taken: 15, anew: [], error: null });
});

it.each([
  ['other units', ['units=8'], ['apple', 'berry'], ['dense', 'predictions']],
  ['another size', ['imageSize=96'], ['apple', 'berry'], ['dense']],
  ['other classes', [], ['apple', 'cherry'], ['predictions']],
  [
    'a deeper base',
    ['base=vgg19', 'imageSize=64'],
    ['apple', 'berry'],
    ['block3_conv4', 'block4_conv4', 'block5_conv4'],
  ],
] as const)('names what is begun anew: %s', async (_, changes, classes, anew) => {
  expect(await check(changes, [...classes])).toMatchObject({ ok: true, anew });
});

it('says why a run cannot be started from', async () => {
  makeRun(join(project.runsFolder, 'stopped'), { recipe });
  expect(await check([], undefined, 'stopped')).toMatchObject({
    ok: false,
    error: { code: 'run-has-no-model' },
  });
  expect(await check([], undefined, 'gone')).toMatchObject({ ok: false, error: { code: 'run-not-found' } });
  expect(await check([], undefined, '../elsewhere')).toMatchObject({ error: { code: 'run-not-found' } });
  const other = await checkStart(project, 'before', recipeByName('digits'), ['0', '1']);
  expect(other).toMatchObject({ ok: false, error: { code: 'nothing-to-start-from' } });
});
