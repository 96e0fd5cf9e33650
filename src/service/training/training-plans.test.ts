import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keptWeightsFile } from '../../engine/models/weights/weights-here.ts';
import { writeAtomically } from '../../engine/storage/write-atomically.ts';
import type { TrainingPlanView } from '../../shared/app/run-view.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { watchedValue, type WatchedValue } from '../watch/watched-value.ts';
import { fakeJobs, type FakeJobs } from './fixtures/fake-jobs.ts';
import { madeFolds, madeProject, madeSplit } from './fixtures/made-project.ts';
import { openSpeeds } from './speeds.ts';
import { createTrainingPlans, type TrainingPlans } from './training-plans.ts';

const facts = {
  backend: 'tensorflow',
  device: 'CPU',
  tensorflowVersion: '2.21.0',
  bf16: 'none',
  vector: [],
  passedOver: [],
  secondsToStart: 1,
} as const;

let folder: string;
let jobs: FakeJobs;
let device: WatchedValue<DeviceView>;
let training: boolean;
let splitError: ThawError | null;
let plans: TrainingPlans;
let watching: AbortController;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-plans-'));
  vi.stubEnv('THAW_HOME', folder);
  vi.stubEnv('THAW_WEIGHTS', '');
  vi.stubEnv('THAW_CACHE_LIMIT_BYTES', '1000000000');
  jobs = fakeJobs();
  training = false;
  splitError = null;
  device = watchedValue<DeviceView>({ kind: 'found', facts, cores: 2, memoryBytes: 8e9 });
  plans = createTrainingPlans({
    startJob: jobs.startJob,
    speeds: openSpeeds(folder),
    watchDevice: (signal) => device.watch(signal),
    readSplit: () => (splitError ? Promise.reject(splitError) : Promise.resolve(madeSplit(folder))),
    planFolds: (_, numFolds) => madeFolds(folder, numFolds),
    isTraining: () => training,
  });
  watching = new AbortController();
});

afterEach(() => {
  watching.abort();
  plans.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !condition(); tries++) await wait(5);
  expect(condition()).toBe(true);
}

/** The plans so far, gathered in the background. */
function watch(project = madeProject(folder)): TrainingPlanView[] {
  const seen: TrainingPlanView[] = [];
  void (async () => {
    for await (const plan of plans.watch(project, watching.signal)) seen.push(plan);
  })();
  return seen;
}

const checkOf = (plan: TrainingPlanView | undefined, kind: string) =>
  plan?.checks.find((check) => check.kind === kind);

describe('the plan of a training', () => {
  it('comes at once without seconds, then with measured ones', async () => {
    const seen = watch();
    await until(() => jobs.of('measure-speed').length === 1);
    const first = seen.at(-1)!;
    expect(first).toMatchObject({
      seconds: null,
      phases: [{ name: 'whole-network', epochs: 3, seconds: null }],
    });
    expect(first.checks.map(({ kind, ok }) => [kind, ok])).toEqual([
      ['data', true],
      ['device', true],
      ['space', true],
    ]);
    const measured = { caching: null, phases: [{ training: 7, measuring: 6 }] };
    jobs.of('measure-speed')[0]!.end({ kind: 'result', result: measured });
    await until(() => seen.at(-1)!.seconds !== null);
    // 14 photos to learn from and 6 to look at, three times; 4 to measure at the end.
    expect(seen.at(-1)!.phases[0]!.seconds).toBeCloseTo(3 * (14 / 7 + 6 / 6));
    expect(seen.at(-1)!.seconds).toBeCloseTo(9 + 4 / 6);
    // What was measured is kept for the next look.
    const again = watch();
    await until(() => again.length > 0 && again.at(-1)!.seconds !== null);
    await wait(900);
    expect(jobs.of('measure-speed')).toHaveLength(1);
  });

  it('of a cross-validation counts one fold, and takes the time of all', async () => {
    const seen = watch(madeProject(folder, { folds: 4 }));
    await until(() => jobs.of('measure-speed').length === 1);
    const counts = { train: 16, validation: 2, test: 6 };
    expect(checkOf(seen.at(-1), 'data')).toMatchObject({ ok: true, counts });
    const measured = { caching: null, phases: [{ training: 8, measuring: 6 }] };
    jobs.of('measure-speed')[0]!.end({ kind: 'result', result: measured });
    await until(() => seen.at(-1)!.seconds !== null);
    expect(seen.at(-1)!.phases[0]!.seconds).toBeCloseTo(3 * (16 / 8 + 2 / 6));
    expect(seen.at(-1)!.seconds).toBeCloseTo(4 * (3 * (16 / 8 + 2 / 6) + 6 / 6));
  });

  it('of more folds than there are photos of a class says so', async () => {
    const seen = watch(madeProject(folder, { folds: 20 }));
    await until(() => seen.length > 0);
    expect(checkOf(seen.at(-1), 'data')).toMatchObject({
      ok: false,
      error: { code: 'class-too-small', facts: { needed: 20 } },
    });
  });

  it('draws the network: what learns in which phase', async () => {
    const recipe = recipeByName('two-phase');
    const seen = watch(madeProject(folder, { recipe, augments: true }));
    await until(() => seen.length > 0);
    const { bars, parameters, phases } = seen[0]!;
    expect(bars.map(({ layer }) => layer).slice(-4)).toEqual([
      'block5_conv3',
      'block5_pool',
      'dense',
      'predictions',
    ]);
    expect(bars.filter(({ block }) => block === 'block5').map(({ learns }) => learns)).toEqual(
      Array.from({ length: 4 }, () => [false, true]),
    );
    expect(bars[0]).toEqual({
      layer: 'block1_conv1',
      block: 'block1',
      resolution: 150,
      learnable: true,
      learns: [false, false],
    });
    expect(bars.at(-1)).toEqual({
      layer: 'predictions',
      block: 'head',
      resolution: 1,
      learnable: true,
      learns: [true, true],
    });
    // Keras's own numbers for VGG16 at 150 px with 256 units and one output.
    const head = 4 * 4 * 512 * 256 + 256 + 257;
    expect(parameters).toBe(14_714_688 + head);
    expect(phases.map(({ learningParameters }) => learningParameters)).toEqual([head, head + 7_079_424]);
  });

  it('says what stands against a start', async () => {
    splitError = new ThawError('class-too-small', {
      className: 'apple',
      count: 1,
      needed: 3,
      reason: 'parts',
    });
    device.set({ kind: 'looking' });
    const seen = watch();
    await until(() => seen.length > 0);
    expect(checkOf(seen[0], 'data')).toMatchObject({ ok: false, error: { code: 'class-too-small' } });
    expect(checkOf(seen[0], 'device')).toMatchObject({ ok: false, error: null });
    device.set({
      kind: 'failed',
      error: new ThawError('backend-unavailable', { backend: 'auto', reason: 'x' }).toPlain(),
    });
    await until(() => seen.length > 1);
    expect(checkOf(seen.at(-1), 'device')).toMatchObject({
      ok: false,
      error: { code: 'backend-unavailable' },
    });
  });

  it('fetches weights that are not here, and says when that failed', async () => {
    const seen = watch(madeProject(folder, { recipe: recipeByName('frozen') }));
    await until(() => jobs.of('fetch-weights').length === 1);
    await until(() => seen.length > 0);
    expect(checkOf(seen.at(-1), 'weights')).toEqual({
      kind: 'weights',
      ok: false,
      base: 'vgg16',
      error: null,
    });
    const error = { code: 'weights-missing', facts: { base: 'vgg16', tried: [] } } as const;
    jobs.of('fetch-weights')[0]!.end({ kind: 'error', error });
    await until(() => checkOf(seen.at(-1), 'weights')?.ok === false && seen.length > 1);
    expect(checkOf(seen.at(-1), 'weights')).toMatchObject({ error });
    await writeAtomically(keptWeightsFile('vgg16'), 'weights');
    const again = watch(madeProject(folder, { recipe: recipeByName('frozen') }));
    await until(() => again.length > 0);
    expect(checkOf(again[0], 'weights')).toMatchObject({ ok: true });
  });

  it('takes weights from a folder, from the first file that has them', async () => {
    const seen = watch(madeProject(folder, { recipe: recipeByName('frozen') }));
    await until(() => jobs.of('fetch-weights').length === 1);
    const error = { code: 'weights-missing', facts: { base: 'vgg16', tried: [], address: '' } } as const;
    jobs.of('fetch-weights')[0]!.end({ kind: 'error', error });
    await until(() => checkOf(seen.at(-1), 'weights')?.ok === false && seen.length > 1);
    const brought = join(folder, 'brought');
    mkdirSync(brought);
    await expect(plans.takeWeights('vgg16', brought)).rejects.toMatchObject({
      code: 'weights-file-not-found',
    });
    for (const name of ['a.h5', 'b.H5', 'notes.txt']) writeFileSync(join(brought, name), '');
    const taking = plans.takeWeights('vgg16', brought);
    await until(() => jobs.of('import-weights').length === 1);
    const [first] = jobs.of('import-weights');
    expect(first!.request).toMatchObject({ base: 'vgg16', file: join(brought, 'a.h5') });
    const invalid = {
      code: 'weights-layer-missing',
      facts: { file: 'a.h5', layer: 'block1_conv1' },
    } as const;
    first!.end({ kind: 'error', error: invalid });
    await until(() => jobs.of('import-weights').length === 2);
    await writeAtomically(keptWeightsFile('vgg16'), 'weights');
    jobs.of('import-weights')[1]!.end({ kind: 'result', result: {} });
    await taking;
    await until(() => checkOf(seen.at(-1), 'weights')?.ok === true);
  });

  it('says how many copies fit', async () => {
    vi.stubEnv('THAW_CACHE_LIMIT_BYTES', '4000000');
    await writeAtomically(keptWeightsFile('vgg16'), 'weights');
    const seen = watch(madeProject(folder, { recipe: recipeByName('frozen'), augments: true }));
    await until(() => seen.length > 0);
    const space = checkOf(seen[0], 'space') as Extract<TrainingPlanView['checks'][number], { kind: 'space' }>;
    expect(space).toMatchObject({ ok: true, copiesThatFit: 5 });
    vi.stubEnv('THAW_CACHE_LIMIT_BYTES', String(space.neededBytes - 1));
    const again = watch(madeProject(folder, { recipe: recipeByName('frozen'), augments: true }));
    await until(() => again.length > 0);
    expect(checkOf(again[0], 'space')).toMatchObject({ ok: false, copiesThatFit: 4 });
  });

  it('follows the settings, and measures nothing while a training runs', async () => {
    training = true;
    const project = madeProject(folder);
    const seen = watch(project);
    await until(() => seen.length > 0);
    const resize = (size: number) =>
      project.update((file) => {
        const recipe = { ...file.settings.recipe, image: { ...file.settings.recipe.image, size } };
        return { ...file, settings: { ...file.settings, recipe } };
      });
    await resize(20);
    await until(() => seen.at(-1)!.bars.length === 0);
    expect(checkOf(seen.at(-1), 'data')).toMatchObject({
      ok: false,
      error: { code: 'image-size-too-small' },
    });
    await resize(96);
    await until(() => seen.at(-1)!.bars[0]?.resolution === 94);
    writeFileSync(join(folder, 'noise.txt'), '');
    const told = seen.length;
    project.changed();
    await wait(900);
    expect(seen).toHaveLength(told);
    expect(jobs.started).toEqual([]);
  });
});
