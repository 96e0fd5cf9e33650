import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noUploads } from '../../src/service/fixtures/no-uploads.ts';
import { scanForTraining, splitForTraining } from '../../src/engine/dataset/load-dataset.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { readRun } from '../../src/service/runs/read-run.ts';
import { createRunService } from '../../src/service/runs/run-service.ts';
import { moveAside } from '../../src/service/runs/move-to-trash.ts';
import { madeProject, smallRecipe } from '../../src/service/training/fixtures/made-project.ts';
import { createTrainingService, type TrainingDesk } from '../../src/service/training/training-service.ts';
import type { DeviceView } from '../../src/shared/app/work-view.ts';
import type { TrainingNews, TrainingPlanView } from '../../src/shared/app/run-view.ts';
import { schemaVersion, type SplitFile } from '../../src/shared/run-files.ts';
import { writeJsonAtomically } from '../../src/engine/storage/write-atomically.ts';
import { buildOnce } from '../cli/built-cli.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';

/** The service with real jobs, on a network from scratch that trains in seconds. */

const facts = {
  backend: 'any',
  device: 'any',
  tensorflowVersion: null,
  bf16: 'none',
  vector: [],
  passedOver: [],
  secondsToStart: 0,
} as const;
const device: DeviceView = { kind: 'found', facts, cores: 2, memoryBytes: 8e9 };

let home: TemporaryHome;
let folder: string;
let project: ReturnType<typeof madeProject>;
let desk: TrainingDesk;

beforeAll(async () => {
  await buildOnce();
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-service-'));
  await makePhotos(join(folder, 'photos'), {
    train: { apple: 12, berry: 12 },
    validation: { apple: 4, berry: 4 },
    test: { apple: 3, berry: 3 },
  });
  project = madeProject(folder, { recipe: smallRecipe('epochs=200') });
  desk = newDesk();
});

afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

function newDesk(): TrainingDesk {
  return createTrainingService({
    projects: { open: () => Promise.resolve(project) },
    // eslint-disable-next-line @typescript-eslint/require-await
    watchDevice: async function* () {
      yield device;
    },
    async readSplit() {
      const image = { size: 48, fit: 'stretch' } as const;
      const scanned = await scanForTraining(join(folder, 'photos'), 7, image, silentContext);
      const dataset = await splitForTraining(scanned, 7, image, silentContext);
      const split: SplitFile = {
        schemaVersion,
        ...dataset,
        classes: [...dataset.classes],
        photos: [...dataset.photos],
      };
      await writeJsonAtomically(join(folder, 'split.json'), split);
      return split;
    },
    trash: moveAside,
    home: folder,
  });
}

/** Jobs give way to all other work: beside tests that take every core they may need minutes for what takes seconds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(30);
}

function newsOf(run: string): TrainingNews[] {
  const news: TrainingNews[] = [];
  void (async () => {
    for await (const one of desk.watch({ project: 'made', run }, new AbortController().signal))
      news.push(one);
  })();
  return news;
}

const views = (news: readonly TrainingNews[]) =>
  news.flatMap((one) => (one.kind === 'epoch' ? [] : [one.view]));
const last = (news: readonly TrainingNews[]) => views(news).at(-1);

describe('the training service', () => {
  it('measures this device before the first training', async () => {
    const plans: TrainingPlanView[] = [];
    const watching = new AbortController();
    void (async () => {
      for await (const plan of desk.plan({ project: 'made' }, watching.signal)) plans.push(plan);
    })();
    await until(() => plans.some(({ seconds }) => seconds !== null));
    watching.abort();
    expect(plans[0]!.seconds).toBeNull();
    expect(plans.at(-1)!.phases[0]!.seconds).toBeGreaterThan(0);
  });

  it('trains, survives the end of the service, stops at the best epoch, and goes on', async () => {
    const { run } = await desk.start({ project: 'made' });
    const place = { project: 'made', run };
    const before = newsOf(run);
    await until(() => (last(before)?.epoch ?? 0) >= 2);
    expect(views(before).some(({ secondsLeft }) => secondsLeft !== null && secondsLeft > 0)).toBe(true);
    await desk.close();

    desk = newDesk();
    await desk.goOn();
    const news = newsOf(run);
    await until(() => last(news)?.state === 'running' && (last(news)?.memoryBytes ?? 0) > 5e7);
    const epochs = last(news)!.epoch;
    expect(epochs).toBeGreaterThanOrEqual(2);
    await until(() => last(news)!.epoch > epochs);
    await desk.stop(place);
    await until(() => last(news)?.state === 'finished');
    const folderOfRun = join(project.runsFolder, run);
    const { evaluation } = await readRun(folderOfRun);
    expect(evaluation).toMatchObject({ stoppedAt: last(news)!.epoch, test: { count: 6 } });

    const runs = createRunService({
      projects: { open: () => Promise.resolve(project) },
      live: desk,
      uploads: noUploads,
      requireAllowed: () => Promise.resolve(),
    });
    expect(await runs.get(place)).toMatchObject({
      summary: { state: 'finished', score: { count: 6 } },
      stoppedAt: evaluation!.stoppedAt,
    });
    expect(
      (
        await runs.answers({
          ...place,
          part: 'test',
          className: null,
          answer: null,
          mistakesOnly: false,
          offset: 0,
          limit: 9,
        })
      ).total,
    ).toBe(6);

    const stopped = readFileSync(join(folderOfRun, 'evaluation.json'), 'utf8');
    await desk.resume(place);
    await until(() => last(news)?.state === 'running' && last(news)!.epoch > evaluation!.stoppedAt!);
    await desk.pause(place);
    await until(() => last(news)?.state === 'paused');
    // Until new results are whole, those of the stop are there.
    expect(readFileSync(join(folderOfRun, 'evaluation.json'), 'utf8')).toBe(stopped);
    await desk.discard(place);
    expect(existsSync(folderOfRun)).toBe(false);
  });
});
