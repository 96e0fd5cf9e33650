import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AskedPhoto, AskNews, CopyNews } from '../../shared/app/work-view.ts';
import { isInside } from '../../engine/dataset/is-inside.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Project } from '../projects/project.ts';
import { type ClosablePredictionService, createPredictionService } from './create-prediction-service.ts';
import { startFakeModel } from './fixtures/start-fake-model.ts';
import { createWarmModels } from './warm-models.ts';

const inRun = { project: 'p', run: 'run' };
const never = new AbortController().signal;
let folder: string;
let photos: string;
let service: ClosablePredictionService;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-ask 问-'));
  photos = join(folder, 'photos');
  await mkdir(join(folder, 'runs', 'run', 'model'), { recursive: true });
  await mkdir(join(photos, 'more'), { recursive: true });
  await mkdir(join(folder, 'upload', 'dropped'), { recursive: true });
  const project = {
    runsFolder: join(folder, 'runs'),
    photoFile: (path: string) => Promise.resolve(join(photos, path)),
  } as Project;
  service = createPredictionService({
    store: {
      open: (id) =>
        id === 'p'
          ? Promise.resolve(project)
          : Promise.reject(new ThawError('project-not-found', { project: id })),
    },
    uploads: { folderOf: () => Promise.resolve(join(folder, 'upload')) },
    requireAllowed: (path) =>
      isInside(folder, path)
        ? Promise.resolve()
        : Promise.reject(new ThawError('folder-not-allowed', { path, roots: [folder] })),
    pictures: { ofFile: (file, size) => Promise.resolve(Buffer.from(`${basename(file)} ${size}`)) },
    models: createWarmModels({ start: startFakeModel }),
  });
});
afterEach(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});

async function make(...paths: readonly string[]): Promise<void> {
  for (const path of paths) await writeFile(join(folder, path), path);
}

async function ask(...paths: readonly string[]): Promise<AskNews[]> {
  const items = paths.map((path) => ({ kind: 'path', path: join(folder, path) }) as const);
  return all(service.ask({ ...inRun, items }, never));
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const seen: Item[] = [];
  for await (const item of items) seen.push(item);
  return seen;
}

const photosOf = (news: readonly AskNews[]): AskedPhoto[] =>
  news.flatMap((item) => (item.kind === 'photo' ? [item.photo] : []));

describe('asking', () => {
  it('tells the count, then every photo, then the end', async () => {
    await make('photos/cat.1.jpg', 'photos/damaged.jpg', 'photos/more/dog.jpg', 'photos/notes.txt');
    const news = await ask('photos');
    expect(news.map(({ kind }) => kind)).toEqual([
      'opening',
      'asked',
      ...Array<string>(4).fill('photo'),
      'done',
    ]);
    expect(news[1]).toEqual({ kind: 'asked', total: 4 });
    const found = photosOf(news).map((photo) => [
      photo.name,
      photo.kind === 'answered' ? photo.answer : photo.skipped.reason,
    ]);
    expect(found.sort()).toEqual([
      ['cat.1.jpg', 'cats'],
      ['damaged.jpg', 'damaged'],
      ['dog.jpg', 'dogs'],
      ['notes.txt', 'not-an-image'],
    ]);
    // The model is in memory now.
    expect((await ask('photos/cat.1.jpg'))[0]).toEqual({ kind: 'asked', total: 1 });
  });

  it('names uploads as they were dropped and tells no path of theirs', async () => {
    await make('upload/dropped/cat.jpg', 'upload/dropped/damaged.jpg');
    const news = await all(service.ask({ ...inRun, items: [{ kind: 'upload', upload: 'u' }] }, never));
    expect(photosOf(news).map(({ name }) => name)).toEqual(['dropped/cat.jpg', 'dropped/damaged.jpg']);
    expect(JSON.stringify(news)).not.toContain(folder);
  });

  it('opens only what is allowed, also behind a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'thaw-outside-'));
    await writeFile(join(outside, 'cat.jpg'), '');
    await symlink(join(outside, 'cat.jpg'), join(photos, 'linked.jpg'));
    await make('photos/cat.jpg');
    const items = [{ kind: 'path', path: outside }] as const;
    await expect(all(service.ask({ ...inRun, items: [...items] }, never))).rejects.toMatchObject({
      code: 'folder-not-allowed',
    });
    const found = photosOf(await ask('photos'));
    expect(found.map(({ name, kind }) => [name, kind])).toEqual([
      ['linked.jpg', 'skipped'],
      ['cat.jpg', 'answered'],
    ]);
    await rm(outside, { recursive: true });
  });

  it('says where there is no photo, no run, or a name that is none', async () => {
    await expect(ask('photos')).rejects.toMatchObject({ code: 'no-photos', facts: { path: photos } });
    const items = [{ kind: 'path' as const, path: photos }];
    await expect(all(service.ask({ project: 'p', run: '../..', items }, never))).rejects.toMatchObject({
      code: 'run-not-found',
    });
    await make('photos/cat.jpg');
    await expect(all(service.ask({ project: 'p', run: 'no-model', items }, never))).rejects.toMatchObject({
      code: 'run-has-no-model',
    });
  });

  it('ends without a word when it is aborted', async () => {
    await make('photos/cat.jpg', 'photos/hang.jpg');
    const abort = new AbortController();
    const items = [{ kind: 'path' as const, path: photos }];
    const seen: string[] = [];
    for await (const { kind } of service.ask({ ...inRun, items }, abort.signal)) {
      seen.push(kind);
      if (kind === 'photo') abort.abort();
    }
    expect(seen).toEqual(['opening', 'asked', 'photo']);
  });
});

describe('why and pictures', () => {
  it('are of the photo that was asked, for its answer', async () => {
    await make('photos/cat.jpg');
    const [photo] = photosOf(await ask('photos/cat.jpg'));
    expect(Buffer.from(await service.whyAsked(photo!.id, null)).toString()).toMatch(/^\d+ cat\.jpg cats$/);
    expect(Buffer.from(await service.asked(photo!.id, 80)).toString()).toBe('cat.jpg 80');
    await expect(service.asked('../cat.jpg', 80)).rejects.toMatchObject({ code: 'photo-not-found' });
  });
  it('are for another class where it is asked for', async () => {
    await make('photos/cat.jpg');
    const [photo] = photosOf(await ask('photos/cat.jpg'));
    const layers = [
      await service.whyAsked(photo!.id, 'dogs'),
      await service.why('p', 'run', 'cat.jpg', 'dogs'),
    ];
    for (const layer of layers) expect(Buffer.from(layer).toString()).toMatch(/^\d+ cat\.jpg dogs$/);
  });
  it('of a test photo are for what the model answers', async () => {
    expect(Buffer.from(await service.why('p', 'run', 'more/dog.jpg', null)).toString()).toMatch(
      /^\d+ dog\.jpg null$/,
    );
  });
});

describe('a look into a layer', () => {
  const layer = { ...inRun, layer: 'conv1' };

  it('draws its channels for a photo of the project, and the pattern of a filter', async () => {
    const sheet = await service.activations({ ...layer, path: 'more/dog.jpg' }, never);
    expect(Buffer.from(sheet).toString()).toBe('dog.jpg conv1');
    const pattern = await service.pattern({ ...layer, filter: 3 }, never);
    expect(pattern.silent).toBe(true);
    expect(Buffer.from(pattern.png).toString()).toBe('conv1 3');
    await expect(service.pattern({ ...layer, run: '..', filter: 0 }, never)).rejects.toMatchObject({
      code: 'run-not-found',
    });
  });

  it('stops when nobody waits any more', async () => {
    const abort = new AbortController();
    const asked = service.pattern({ ...layer, filter: 100 }, abort.signal);
    setTimeout(() => {
      abort.abort();
    }, 50);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('copying by answer', () => {
  const copy = (ids: readonly string[], out: string, signal = never): Promise<CopyNews[]> =>
    all(service.copyByAnswer({ project: 'p', photos: [...ids], out }, signal));

  it('puts copies into a folder an answer and overwrites nothing', async () => {
    await make('photos/cat.jpg', 'photos/dog.jpg', 'photos/more/cat.jpg', 'photos/damaged.jpg');
    const asked = photosOf(await ask('photos'));
    const out = join(folder, 'sorted');
    await mkdir(join(out, 'dogs'), { recursive: true });
    await writeFile(join(out, 'dogs', 'dog.jpg'), 'mine');
    const news = await copy([...asked.map(({ id }) => id), 'unknown'], out);
    expect(news.at(-1)).toMatchObject({ done: 5, total: 5, out });
    expect(news.at(-1)!.skipped.map(({ path, reason }) => [path, reason])).toEqual([
      ['damaged.jpg', 'unreadable'],
      ['unknown', 'missing'],
    ]);
    expect((await readdir(join(out, 'cats'))).sort()).toEqual(['cat (2).jpg', 'cat.jpg']);
    expect((await readdir(join(out, 'dogs'))).sort()).toEqual(['dog (2).jpg', 'dog.jpg']);
    expect(await readFile(join(out, 'dogs', 'dog.jpg'), 'utf8')).toBe('mine');
    expect(await readFile(join(out, 'dogs', 'dog (2).jpg'), 'utf8')).toBe('photos/dog.jpg');
    expect(await readFile(join(photos, 'dog.jpg'), 'utf8')).toBe('photos/dog.jpg');
    const [copied, original] = [
      await stat(join(out, 'dogs', 'dog (2).jpg')),
      await stat(join(photos, 'dog.jpg')),
    ];
    expect(copied.mtimeMs).toBeCloseTo(original.mtimeMs, -1);
  });

  it('tells what is gone meanwhile and goes on', async () => {
    await make('photos/cat.jpg', 'photos/dog.jpg');
    const asked = photosOf(await ask('photos'));
    await rm(join(photos, 'cat.jpg'));
    const out = join(folder, 'sorted');
    const last = (
      await copy(
        asked.map(({ id }) => id),
        out,
      )
    ).at(-1)!;
    expect(last.skipped).toEqual([{ path: 'cat.jpg', reason: 'missing', detail: 'ENOENT' }]);
    expect(await readdir(join(out, 'dogs'))).toEqual(['dog.jpg']);
  });

  it('goes only where the app may go', async () => {
    await make('photos/cat.jpg');
    const [photo] = photosOf(await ask('photos'));
    await expect(copy([photo!.id], join(tmpdir(), 'elsewhere'))).rejects.toMatchObject({
      code: 'folder-not-allowed',
    });
    const taken = join(folder, 'taken');
    await writeFile(taken, '');
    await expect(copy([photo!.id], taken)).rejects.toMatchObject({ code: 'export-destination-taken' });
  });

  it('leaves whole files only when it is aborted', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `photos/cat.${index}.jpg`);
    await make(...names);
    const asked = photosOf(await ask('photos'));
    const out = join(folder, 'sorted');
    const abort = new AbortController();
    setTimeout(() => {
      abort.abort();
    }, 5);
    await copy(
      asked.map(({ id }) => id),
      out,
      abort.signal,
    );
    const copied = await readdir(join(out, 'cats'));
    expect(copied.length).toBeLessThan(200);
    for (const name of copied) expect(await readFile(join(out, 'cats', name), 'utf8')).toBe(`photos/${name}`);
  });
});
