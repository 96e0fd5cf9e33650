import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../../test/features/built-program.ts';
import { makeTree } from '../../engine/dataset/fixtures/make-tree.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import { indexOfLargest } from '../../shared/statistics/index-of-largest.ts';
import { type DataServices, openDataServices } from '../fixtures/open-data-services.ts';
import type { AugmentedRequest } from '../services.ts';
import { createPictureService, type OpenPictureService } from './picture-service.ts';
import { openPictureWorker } from './picture-worker.ts';

let program: BuiltProgram;
let data: DataServices;
let pictures: OpenPictureService;
let project: string;
let source: string;

beforeAll(async () => {
  program = await buildProgram(new URL('./picture-process.ts', import.meta.url));
});
afterAll(() => {
  program.remove();
});
beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'photos');
  // Wide, blue at the left and at the right, red in the middle.
  const red = await sharp({ create: { width: 40, height: 80, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const wide = sharp({ create: { width: 160, height: 80, channels: 3, background: 'blue' } }).composite([
    { input: red, left: 60, top: 0 },
  ]);
  const upright = wide.clone().jpeg({ quality: 95 }).withMetadata({ orientation: 6 });
  await makeTree(source, {
    'cats/wide.jpg': await wide.clone().jpeg({ quality: 95 }).toBuffer(),
    'cats/upright.jpg': await upright.toBuffer(),
    'dogs/noise.png': await noise(),
    'dogs/large.jpg': await sharp({ create: { width: 3000, height: 1500, channels: 3, background: 'green' } })
      .jpeg()
      .toBuffer(),
    'dogs/clear.png': await sharp({ create: { width: 9, height: 9, channels: 4, background: '#0000' } })
      .png()
      .toBuffer(),
  });
  project = await data.create(source);
  pictures = createPictureService({
    store: data.store,
    uploads: { folderOf: (upload) => Promise.resolve(join(data.home, 'uploads', upload)) },
    requireAllowed: (path) =>
      data.refused.has(path)
        ? Promise.reject(new ThawError('folder-not-allowed', { path, roots: [] }))
        : Promise.resolve(),
    worker: openPictureWorker({ entry: program.path }),
  });
});
afterEach(async () => {
  pictures.close();
  await data.remove();
});

async function noise(): Promise<Buffer> {
  const pixels = Uint8Array.from({ length: 90 * 60 * 3 }, (_, index) => (index * 7919) % 251);
  return sharp(pixels, { raw: { width: 90, height: 60, channels: 3 } })
    .png()
    .toBuffer();
}

async function sizeOf(bytes: Uint8Array) {
  const { format, width, height } = await sharp(bytes).metadata();
  return [format, width, height];
}

/** The colour in the middle of a picture: the largest of red, green and blue. */
async function middle(bytes: Uint8Array): Promise<string> {
  const { data: raw, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = ((info.height >> 1) * info.width + (info.width >> 1)) * 3;
  const colour = [...raw.subarray(at, at + 3)];
  return colour.every((value) => value > 240) ? 'white' : ['red', 'green', 'blue'][indexOfLargest(colour)]!;
}

describe('thumbnail', () => {
  it('is a square from the centre, upright, on white', async () => {
    for (const path of ['cats/wide.jpg', 'cats/upright.jpg']) {
      const picture = await pictures.thumbnail(project, path, 80);
      expect(await sizeOf(picture)).toEqual(['webp', 80, 80]);
      expect(await middle(picture)).toBe('red');
    }
    expect(await middle(await pictures.thumbnail(project, 'dogs/clear.png', 80))).toBe('white');
  });

  it('is kept on disk by content and size, and outlives its photo', async () => {
    const first = await pictures.thumbnail(project, 'dogs/noise.png', 160);
    const kept = await readdir(join(data.home, 'cache', 'thumbnails', '160'), { recursive: true });
    expect(kept.filter((name) => name.endsWith('.webp'))).toHaveLength(1);
    await rename(join(source, 'dogs', 'noise.png'), join(source, 'gone.png'));
    expect(await pictures.thumbnail(project, 'dogs/noise.png', 160)).toEqual(Buffer.from(first));
    await expect(pictures.thumbnail(project, 'dogs/noise.png', 80)).rejects.toMatchObject({
      code: 'photo-not-found',
    });
  });

  it('of a file that changed since is not kept under the former content', async () => {
    await writeFile(
      join(source, 'dogs', 'noise.png'),
      await sharp(await noise())
        .flip()
        .png()
        .toBuffer(),
    );
    await pictures.thumbnail(project, 'dogs/noise.png', 80);
    await expect(readdir(join(data.home, 'cache', 'thumbnails', '80'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('of what cannot be read, or is none of the photos, is an error', async () => {
    await writeFile(
      join(source, 'cats', 'wide.jpg'),
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(50)]),
    );
    await expect(pictures.thumbnail(project, 'cats/wide.jpg', 80)).rejects.toMatchObject({
      code: 'image-damaged',
    });
    await writeFile(join(source, 'cats', 'wide.jpg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await expect(pictures.thumbnail(project, 'cats/wide.jpg', 80)).rejects.toMatchObject({
      code: 'image-type-unknown',
    });
    for (const path of ['../secret.png', '/etc/passwd', 'cats/none.jpg', 'upload:x/1.png'])
      await expect(pictures.thumbnail(project, path, 80)).rejects.toMatchObject({ code: 'photo-not-found' });
    await expect(pictures.thumbnail('no-such', 'cats/wide.jpg', 80)).rejects.toMatchObject({
      code: 'project-not-found',
    });
  });
});

describe('photo', () => {
  it('is whole and upright, at most 1,280 pixels long, and never larger than it is', async () => {
    expect(await sizeOf(await pictures.photo(project, 'dogs/large.jpg'))).toEqual(['webp', 1280, 640]);
    expect(await sizeOf(await pictures.photo(project, 'cats/upright.jpg'))).toEqual(['webp', 80, 160]);
  });
});

describe('augmented', () => {
  const request = (rest: Partial<AugmentedRequest> = {}): AugmentedRequest => ({
    project,
    path: 'dogs/noise.png',
    size: 64,
    fit: 'stretch',
    augmentation: standardAugmentation,
    seed: 5,
    draw: 0,
    ...rest,
  });
  const draw = async (rest: Partial<AugmentedRequest> = {}) =>
    Buffer.from(await pictures.augmented(request(rest))).toString('base64');

  it('is the size that the network sees, the same every time, and another for each draw and seed', async () => {
    expect(await sizeOf(await pictures.augmented(request()))).toEqual(['webp', 64, 64]);
    const drawn = await Promise.all(Array.from({ length: 8 }, (_, index) => draw({ draw: index })));
    expect(new Set(drawn).size).toBe(8);
    expect(await draw({ draw: 3 })).toBe(drawn[3]);
    expect(await draw({ seed: 6 })).not.toBe(drawn[0]);
  });

  it('shows only the setting that was moved', async () => {
    const still = { ...standardAugmentation, rotation: 0, zoom: 0, shear: 0, widthShift: 0, heightShift: 0 };
    const flipped = await Promise.all(
      Array.from({ length: 8 }, (_, index) => draw({ augmentation: still, draw: index })),
    );
    // Some are flipped, some are not; which ones does not depend on the other settings.
    expect(new Set(flipped).size).toBe(2);
    const plain = await draw({ augmentation: null });
    const unflipped = flipped.map((picture) => picture === plain);
    expect(unflipped).toContain(true);
    const turned = { ...still, rotation: 0.001 };
    const again = await Promise.all(
      Array.from({ length: 8 }, (_, index) => draw({ augmentation: turned, draw: index })),
    );
    expect(again.map((picture) => picture === plain)).toEqual(unflipped);
  });

  it('takes a dropped photo of an upload, and nothing beside it', async () => {
    await makeTree(join(data.home, 'uploads', 'up'), { 'a b/1.png': await noise() });
    await makeTree(join(data.home, 'uploads'), { 'secret.png': 3 });
    expect(await draw({ path: 'upload:up/a b/1.png' })).toBe(await draw());
    for (const path of [
      'upload:up/../secret.png',
      'upload:up/.',
      'upload:up/none.png',
      'upload:up//etc/passwd',
    ])
      await expect(draw({ path })).rejects.toMatchObject({ code: 'photo-not-found' });
  });

  it('takes a file of this machine, where the app may open it', async () => {
    const file = join(data.home, 'dropped.png');
    await writeFile(file, await noise());
    expect(await draw({ path: `file:${file}` })).toBe(await draw());
    data.refused.add(file);
    await expect(draw({ path: `file:${file}` })).rejects.toMatchObject({ code: 'folder-not-allowed' });
    await expect(draw({ path: `file:${file}x` })).rejects.toMatchObject({ code: 'image-unreadable' });
  });

  it('takes a photo of a class that is called like an upload', async () => {
    await makeTree(source, { 'upload:x/1.png': 5 });
    await data.projects.read({ project });
    await data.projects.reader.settled(await data.store.open(project));
    expect(await sizeOf(await pictures.photo(project, 'upload:x/1.png'))).toEqual(['webp', 4, 4]);
  });
});
