import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluateRun } from '../../src/engine/evaluation/evaluate-run.ts';
import { ruleForShare, ruleOfRun, saveChosenShare } from '../../src/engine/familiarity/run-rule.ts';
import { openModel } from '../../src/engine/models/model-folder.ts';
import { predictPaths } from '../../src/engine/prediction/predict-paths.ts';
import { trainRun } from '../../src/engine/training/train-run.ts';
import type { PredictionEvent } from '../../src/shared/job-events.ts';
import { answersFileSchema } from '../../src/shared/run-files.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { tiny, tinyRecipe, watch } from './watched-run.ts';

/** What a finished run knows of "none of these". */

let home: TemporaryHome;
let folder: string;
let photos: string;
let run: string;

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-known-'));
  photos = join(folder, 'photos');
  run = join(folder, 'run');
  await makePhotos(photos, {
    train: { apple: 7, berry: 7 },
    validation: { apple: 6, berry: 6 },
    test: { apple: 2, berry: 2 },
  });
  const recipe = tinyRecipe('scratch');
  await trainRun({ folder: photos, run, recipe, changes: tiny, seed: 3 }, watch());
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

async function answersTo(accept: number | null): Promise<readonly PredictionEvent[]> {
  const context = watch();
  await predictPaths({ run, paths: [join(photos, 'test')], accept }, context);
  return context.events.filter((event) => event.kind === 'prediction');
}

it('keeps a rule that its validation photos chose, with what is compared', async () => {
  const { file, known } = await openModel(run);
  expect(known).toMatchObject({ neighbours: 5 });
  expect(known!.features).toHaveLength(14 * known!.channels);
  const { validation, test } = answersFileSchema.parse(
    JSON.parse(readFileSync(join(run, 'answers.json'), 'utf8')),
  );
  for (const { familiarity } of [...validation!, ...test!]) {
    expect(familiarity).toBeGreaterThanOrEqual(-1);
    expect(familiarity).toBeLessThanOrEqual(1);
  }
  // Of 12 photos none may be refused where 95 % are to be accepted.
  expect(file.acceptance).toEqual(await ruleForShare(run, 0.95));
  const { acceptance } = await evaluateRun({ run, folder: null }, watch());
  expect(acceptance!.rule).toEqual(file.acceptance);
  expect(acceptance!.validation!.count).toBe(12);
  expect(acceptance!.validation!.accepted).toBeGreaterThanOrEqual(11);
});

it('is as familiar in the answers of a prediction as in those that were measured', async () => {
  const { test } = answersFileSchema.parse(JSON.parse(readFileSync(join(run, 'answers.json'), 'utf8')));
  const given = await answersTo(null);
  expect(given).toHaveLength(4);
  for (const { file, familiarity } of given) {
    const measured = test!.find(({ path }) => file.endsWith(path))!;
    expect(familiarity).toBeCloseTo(measured.familiarity!, 4);
  }
});

it("goes by a person's rule until it is taken back", async () => {
  const own = await ruleOfRun(run, (await openModel(run)).file);
  await saveChosenShare(run, 0.5);
  expect(await ruleOfRun(run, (await openModel(run)).file)).toEqual(await ruleForShare(run, 0.5));
  await saveChosenShare(run, 1);
  expect((await answersTo(null)).every(({ accepted }) => accepted)).toBe(true);
  await saveChosenShare(run, null);
  expect(await ruleOfRun(run, (await openModel(run)).file)).toEqual(own);
  expect((await answersTo(1)).every(({ accepted }) => accepted)).toBe(true);
});
