import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noUploads } from '../../src/service/fixtures/no-uploads.ts';
import { saveSplit } from '../../src/service/photos/save-split.ts';
import { createProjectService } from '../../src/service/projects/project-service.ts';
import { openProjectStore } from '../../src/service/projects/project-store.ts';
import { type RunningJob, runJob } from '../../src/service/jobs/run-job.ts';
import { isThawError } from '../../src/shared/errors/thaw-error.ts';
import type { JobRequest } from '../../src/shared/job-requests.ts';
import type { TrainResult } from '../../src/shared/job-results/training-results.ts';
import { buildOnce, jobProgram, thaw } from '../cli/built-cli.ts';
import { newFolder } from '../cli/test-folders.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { tinyRecipe } from '../train-run/watched-run.ts';

/** A project with a finished run and a paused one goes to a computer that has nothing of the first. */

let folder: string;
let first: TemporaryHome;
let second: TemporaryHome;
let packed: string;
let opened: string;
let before: { file: string; probabilities: Record<string, number> }[];

const entry = { entry: jobProgram };
const predictions = async (run: string, photos: string) =>
  (await thaw(['predict', run, photos, '--json']))
    .json()
    .filter(({ kind }) => kind === 'prediction')
    .map(({ file, probabilities }) => ({
      file: (file as string).split('/').at(-1)!,
      probabilities,
    })) as typeof before;

beforeAll(async () => {
  await buildOnce();
  folder = await newFolder('move-project');
  first = useTemporaryHome();
  const photos = join(folder, 'photos');
  await makePhotos(photos, {
    train: { apple: 10, berry: 10 },
    validation: { apple: 3, berry: 3 },
    test: { apple: 4, berry: 4 },
  });
  const project = await makeProject(photos);
  const [run, paused] = ['done', 'paused'].map((name) => join(project, 'runs', name)) as [string, string];
  await train(project, run, 'epochs=2');
  await train(project, paused, 'epochs=40', (job) => {
    job.pause();
  });
  before = await predictions(run, join(photos, 'test', 'apple'));
  packed = join(folder, 'Fruit.thaw');
  const done = await thaw(['project', 'pack', 'photos', '--out', packed]);
  expect(done.exitCode, done.stderr).toBe(0);
  await rename(photos, `${photos}-gone`);
  await rename(project, `${project}-gone`);

  second = useTemporaryHome();
  const answer = await thaw(['project', 'unpack', packed, '--json']);
  expect(answer.exitCode, answer.stderr).toBe(0);
  opened = answer.json().at(-1)!.folder as string;
});
afterAll(async () => {
  second.remove();
  first.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Reads the photos as the app does. Returns the project's folder. */
async function makeProject(photos: string): Promise<string> {
  const store = openProjectStore();
  const nothing = {
    runsOf: () => Promise.resolve({ runs: [], activeRun: null }),
    bestScore: () => Promise.resolve(null),
  };
  const projects = createProjectService({
    store,
    folders: { requireAllowed: () => Promise.resolve() },
    uploads: noUploads,
    runs: nothing,
    runJob: (request, onEvent, options) => runJob(request, onEvent, { ...options, ...entry }),
  });
  const { project: id } = await projects.create({ source: { kind: 'path', path: photos } });
  const project = await store.open(id);
  await projects.reader.settled(project);
  await saveSplit(project);
  await projects.close();
  return project.folder;
}

async function train(
  project: string,
  run: string,
  epochs: string,
  afterEpoch: (job: RunningJob) => void = () => undefined,
): Promise<void> {
  let job: RunningJob;
  const request: JobRequest = {
    job: 'train',
    folder: project,
    run,
    recipe: tinyRecipe('scratch', epochs),
    changes: [],
    seed: 3,
  };
  const onEvent = ({ kind }: { kind: string }): void => {
    if (kind === 'epoch') afterEpoch(job);
  };
  await runJob<TrainResult>(request, onEvent, { ...entry, onStart: (started) => (job = started) }).catch(
    (error: unknown) => {
      if (!isThawError(error, 'paused')) throw error;
    },
  );
}

describe('a project that was moved', () => {
  it('lies below the other home and is listed there', async () => {
    expect(opened.startsWith(second.folder)).toBe(true);
    const [listed] = (await thaw(['project', 'list', '--json'])).json() as { projects: object[] }[];
    expect(listed!.projects).toEqual([{ id: expect.any(String) as string, name: 'photos', folder: opened }]);
    const project = await openProjectStore().open((listed!.projects[0] as { id: string }).id);
    expect(project.index.photos).toHaveLength(34);
  });

  it('answers as before', async () => {
    const photos = join(opened, 'photos', 'test', 'apple');
    expect(await predictions(join(opened, 'runs', 'done'), photos)).toEqual(before);
  });

  it('is measured on the photos that came with it', async () => {
    const run = join(opened, 'runs', 'done');
    const known = JSON.parse(await readFile(join(run, 'evaluation.json'), 'utf8')) as {
      test: { loss: number };
    };
    const measured = (await thaw(['evaluate', run, '--json'])).json().at(-1) as {
      test: { loss: number; count: number };
    };
    expect(measured.test.count).toBe(8);
    expect(measured.test.loss).toBeCloseTo(known.test.loss, 5);
  });

  it('goes on with the paused training, and trains anew', async () => {
    const run = join(opened, 'runs', 'paused');
    expect(existsSync(join(run, 'evaluation.json'))).toBe(false);
    let job: RunningJob | null = null;
    const resumed = await runJob<TrainResult>(
      { job: 'resume', run },
      ({ kind }) => {
        if (kind === 'epoch') job?.stop();
      },
      { ...entry, onStart: (started) => (job = started) },
    );
    expect(resumed.test?.count).toBe(8);
    await train(opened, join(opened, 'runs', 'new'), 'epochs=1');
    expect(existsSync(join(opened, 'runs', 'new', 'evaluation.json'))).toBe(true);
  });
});
