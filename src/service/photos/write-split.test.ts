import { writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhotoFilter, ProjectView } from '../../shared/app/project-view.ts';
import { classTree, makeTree, snapshot } from '../../engine/dataset/fixtures/make-tree.ts';
import { applySplit } from '../../engine/dataset/apply-split.ts';
import { cancelAfter } from '../../engine/dataset/fixtures/cancel-after.ts';
import { planSplit } from '../../engine/dataset/plan-split.ts';
import { parseRatio } from '../../shared/parse-split-spec.ts';
import { scanDataset } from '../../engine/dataset/scan-dataset.ts';
import { takeSplit } from '../../engine/dataset/load-dataset.ts';
import { silentContext } from '../../engine/job/job-context.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let source: string;
let project: string;

beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'photos');
  await makeTree(source, classTree(['cats', 'dogs', 'owls'], 12));
  project = await data.create(source);
});
afterEach(async () => {
  await data.remove();
});

const names = ({ classes }: ProjectView) => classes.map(({ name }) => name);
const paths = async (filter: PhotoFilter) =>
  (await data.photos.page({ project, filter, search: '', offset: 0, limit: 500 })).photos.map(
    ({ path }) => path,
  );
/** What training reads. */
const trainingSet = async () => {
  const { folder } = await data.store.open(project);
  return takeSplit(await scanDataset(folder, silentContext));
};

describe('writeSplit', () => {
  const settled = () =>
    data.until(project, ({ split, reading }) => split.writing === null && reading.kind === 'read');

  it('copies, and takes the copies back', async () => {
    const before = await snapshot(source);
    const out = join(data.home, 'out');
    await data.photos.writeSplit({ project, out, mode: 'copy' });
    const view = await settled();
    expect(view.split).toMatchObject({ writingError: null, written: { mode: 'copy', out } });
    expect((await readdir(out)).sort()).toEqual([
      'split-journal.jsonl',
      'split.json',
      'test',
      'train',
      'validation',
    ]);
    expect(view.source.folder).toBe(source);
    await data.photos.undoSplit({ project });
    expect((await settled()).split.written).toBeNull();
    expect(await snapshot(source)).toEqual(before);
    expect(await readdir(data.home)).not.toContain('out');
  });

  it('moves, reads the photos there, and moves them back with all edits', async () => {
    const before = await snapshot(source);
    await data.photos.setClasses({
      project,
      classes: [{ name: 'hounds', folders: ['dogs'], excluded: false }],
    });
    await data.photos.change({ project, paths: ['owls/0.png'], change: { kind: 'leave-out' } });
    const planned = await data.view(project);
    const out = join(data.home, 'out');
    await data.photos.writeSplit({ project, out, mode: 'move' });
    await data.until(project, ({ source: { layout } }) => layout === 'thaw-split');
    const moved = await settled();
    expect(moved).toMatchObject({ photos: 35, source: { folder: out }, split: { given: true, error: null } });
    expect(moved.split.counts).toEqual(planned.split.counts);
    expect(names(moved)).toEqual(['cats', 'hounds', 'owls']);
    expect(await snapshot(source)).toEqual({ 'owls/0.png': before['owls/0.png'] });
    expect((await trainingSet()).photos).toHaveLength(35);
    await data.restart();
    await data.photos.undoSplit({ project });
    await data.until(project, ({ source: { folder } }) => folder === source);
    const back = await settled();
    expect(await snapshot(source)).toEqual(before);
    expect(back.classes).toEqual(planned.classes);
    expect(back.split).toEqual(planned.split);
    expect(await paths({ kind: 'left-out' })).toEqual(['owls/0.png']);
  });

  it('leaves files that were changed since, and says so', async () => {
    const out = join(data.home, 'out');
    await data.photos.writeSplit({ project, out, mode: 'copy' });
    await settled();
    const [name] = await readdir(join(out, 'test', 'cats'));
    await writeFile(join(out, 'test', 'cats', name!), 'changed');
    await data.photos.undoSplit({ project });
    expect((await settled()).split).toMatchObject({
      written: null,
      writingError: { code: 'split-left-in-place', facts: { folder: out, count: 1 } },
    });
  });

  it('tells what stands in the way, and nothing was written', async () => {
    const out = join(data.home, 'taken');
    await makeTree(out, { 'mine.txt': 'x' });
    await data.photos.writeSplit({ project, out, mode: 'copy' });
    expect((await settled()).split).toMatchObject({
      written: null,
      writingError: { code: 'split-destination-taken' },
    });
    await expect(data.photos.undoSplit({ project })).rejects.toMatchObject({ code: 'split-journal-missing' });
    data.refused.add(out);
    await expect(data.photos.writeSplit({ project, out, mode: 'copy' })).rejects.toMatchObject({
      code: 'folder-not-allowed',
    });
  });

  it('that the service did not live to end is undone after the next start', async () => {
    const before = await snapshot(source);
    const out = join(data.home, 'out');
    let photos = 0;
    data.jobs.onEvent = (event, job) => {
      if (event.kind === 'stage' && event.stage === 'splitting') photos = 1;
      if (photos > 0) job.kill();
    };
    await data.photos.writeSplit({ project, out, mode: 'move' });
    await data.until(project, ({ split }) => split.writing === null);
    data.jobs.onEvent = () => undefined;
    await data.restart();
    const view = await data.view(project);
    expect(view.split).toMatchObject({
      written: { mode: 'move', out },
      writingError: { code: 'split-unfinished', facts: { folder: out, mode: 'move' } },
    });
    await data.photos.undoSplit({ project });
    const undone = await settled();
    expect(undone.split).toMatchObject({ written: null, writingError: null });
    expect(undone.source.folder).toBe(source);
    expect(await snapshot(source)).toEqual(before);
  });

  it('goes on where it is asked for again', async () => {
    const out = join(data.home, 'out');
    data.jobs.onEvent = (event, job) => {
      if (event.kind === 'stage' && event.stage === 'splitting') job.kill();
    };
    await data.photos.writeSplit({ project, out, mode: 'copy' });
    await settled();
    data.jobs.onEvent = () => undefined;
    await data.photos.writeSplit({ project, out, mode: 'copy' });
    expect((await settled()).split).toMatchObject({ writingError: null, written: { mode: 'copy' } });
  });

  it('waits for nothing and meddles with nothing that is under way', async () => {
    const out = join(data.home, 'out');
    data.active.run = 'run-1';
    await expect(data.photos.writeSplit({ project, out, mode: 'move' })).rejects.toMatchObject({
      facts: { doing: 'training' },
    });
    data.active.run = null;
    await data.photos.writeSplit({ project, out, mode: 'copy' });
    const busy = { code: 'project-busy', facts: { doing: 'splitting' } };
    await expect(data.photos.setClasses({ project, classes: [] })).rejects.toMatchObject(busy);
    await expect(data.projects.read({ project })).rejects.toMatchObject(busy);
    await expect(data.projects.forget({ project })).rejects.toMatchObject(busy);
    await settled();
    const again = data.projects.read({ project });
    await again;
    await expect(data.photos.writeSplit({ project, out, mode: 'copy' })).rejects.toMatchObject({
      facts: { doing: 'reading' },
    });
    await settled();
    await rm(out, { recursive: true });
    await data.photos.undoSplit({ project });
    expect((await settled()).split.written).toBeNull();
  });

  it('is begun once, and undone once, however often it is asked for at once', async () => {
    const before = await snapshot(source);
    const out = join(data.home, 'out');
    const outcomes = async (ask: () => Promise<void>) =>
      (await Promise.allSettled([ask(), ask()])).map(({ status }) => status).sort();
    const once = ['fulfilled', 'rejected'];
    expect(await outcomes(() => data.photos.writeSplit({ project, out, mode: 'move' }))).toEqual(once);
    await data.until(project, ({ source: { layout } }) => layout === 'thaw-split');
    await settled();
    expect(await outcomes(() => data.photos.undoSplit({ project }))).toEqual(once);
    await data.until(project, ({ source: { folder } }) => folder === source);
    await settled();
    expect(await snapshot(source)).toEqual(before);
  });

  it.each([true, false])(
    'killed before its journal, it is undone by nothing (its folder is there: %s)',
    async (isThere) => {
      const out = join(data.home, 'out');
      if (isThere) await mkdir(out);
      const opened = await data.store.open(project);
      const { folder, layout } = opened.file.source;
      const formerSource = { folder, layout, classes: [], leftOut: [], relabelled: {} };
      const written = { mode: 'move' as const, out, at: '', finished: false, undoing: false, formerSource };
      await opened.update((file) => ({ ...file, split: { ...file.split, written } }));
      await data.photos.undoSplit({ project });
      expect((await settled()).split).toMatchObject({ written: null, writingError: null });
    },
  );

  it('moved back by an undo that the service did not live to end, it is noted at the next', async () => {
    const out = join(data.home, 'out');
    const before = await snapshot(source);
    await data.photos.writeSplit({ project, out, mode: 'move' });
    await data.until(project, ({ source: { layout } }) => layout === 'thaw-split');
    await settled();
    const opened = await data.store.open(project);
    const finished = opened.file;
    await data.photos.undoSplit({ project });
    await data.until(project, ({ source: { folder } }) => folder === source);
    await settled();
    // As it was saved when the undo began.
    const { written } = finished.split;
    await opened.update(() => ({
      ...finished,
      split: { ...finished.split, written: { ...written!, finished: false, undoing: true } },
    }));
    await data.photos.undoSplit({ project });
    await data.until(project, ({ source: { folder } }) => folder === source);
    expect((await settled()).split).toMatchObject({ written: null, writingError: null });
    expect(await snapshot(source)).toEqual(before);
  });

  it('keeps its record where its journal cannot be read', async () => {
    const out = join(data.home, 'out');
    data.jobs.onEvent = (event, job) => {
      if (event.kind !== 'stage' || event.stage !== 'splitting') return;
      writeFileSync(join(out, 'split-journal.jsonl'), 'damaged');
      job.kill();
    };
    await data.photos.writeSplit({ project, out, mode: 'move' });
    const { split } = await data.until(project, (view) => view.split.writing === null);
    expect(split.written).toMatchObject({ mode: 'move', out });
  });

  it('takes no split of another hand for its own', async () => {
    const out = join(data.home, 'out');
    const other = join(data.home, 'other');
    await makeTree(other, classTree(['cats', 'dogs'], 6));
    const dataset = planSplit(await scanDataset(other, silentContext), parseRatio('50,25,25'), 7);
    await expect(applySplit(dataset, out, 'move', cancelAfter(4))).rejects.toMatchObject({
      code: 'cancelled',
    });
    const begun = await snapshot(out);
    await expect(data.photos.writeSplit({ project, out, mode: 'move' })).rejects.toMatchObject({
      code: 'split-unfinished',
    });
    expect((await data.view(project)).split).toMatchObject({ written: null, writing: null });
    expect(await snapshot(out)).toEqual(begun);
  });
});
