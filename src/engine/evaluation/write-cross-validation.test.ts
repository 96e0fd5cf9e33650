import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { crossValidationFileSchema, schemaVersion } from '../../shared/run-files.ts';
import { crossValidationFile, foldRun } from '../dataset/fold-folders.ts';
import { runPaths } from '../training/run-folder.ts';
import { measureAnswers } from './measure-answers.ts';
import { writeCrossValidation } from './write-cross-validation.ts';

const classes = ['apple', 'berry'];
let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'thaw-folds-'));
});
afterEach(() => {
  rmSync(out, { recursive: true, force: true });
});

/** A fold that answered photos of these classes with these probabilities of the second class. */
function makeFold(fold: number, answers: readonly (readonly [classIndex: number, berry: number])[]): void {
  const paths = runPaths(foldRun(out, fold));
  const write = (file: string, value: object): void => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ schemaVersion, ...value }));
  };
  write(paths.config, {
    thawVersion: '0.1.0',
    createdAt: '2026-01-02T00:00:00.000Z',
    source: { folder: '/photos', layout: 'thaw-split' },
    classes,
    seed: 7,
    recipe: recipeByName('scratch'),
    changes: [],
    baseWeights: null,
  });
  const test = answers.map(([classIndex, berry], index) => ({
    path: `${fold}-${index}.png`,
    classIndex,
    probabilities: [1 - berry, berry],
  }));
  write(paths.answers, { test, validation: null });
  write(paths.evaluation, { test: null, validation: null });
}

const first = [
  [0, 0.2],
  [1, 0.9],
  [1, 0.3],
] as const;
const second = [
  [0, 0.6],
  [1, 0.8],
] as const;

describe('writeCrossValidation', () => {
  it('measures every photo once, by the fold that tested it', async () => {
    makeFold(1, first);
    makeFold(2, second);
    const file = await writeCrossValidation(out, 2, 7);
    const all = [...first, ...second];
    const probabilities = all.flatMap(([, berry]) => [1 - berry, berry]);
    expect(file.test).toEqual(
      measureAnswers(
        Float32Array.from(probabilities),
        all.map(([label]) => label),
        classes,
      ),
    );
    expect(file).toMatchObject({ folds: 2, measured: 2, test: { count: 5, correct: 3 } });
    const written: unknown = JSON.parse(readFileSync(crossValidationFile(out), 'utf8'));
    expect(crossValidationFileSchema.parse(written)).toEqual(file);
  });

  it('measures the folds before the first unfinished one', async () => {
    makeFold(1, first);
    makeFold(3, second);
    expect(await writeCrossValidation(out, 4, 7)).toMatchObject({
      folds: 4,
      measured: 1,
      test: { count: 3, correct: 2 },
    });
  });

  it('refuses where no fold is finished', async () => {
    await expect(writeCrossValidation(out, 2, 7)).rejects.toMatchObject({ code: 'run-not-measured' });
  });
});
