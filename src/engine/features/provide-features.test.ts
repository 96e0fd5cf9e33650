import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../../test/features/built-program.ts';
import { madeImage, madeLayers, madeRequest, makePhotos } from '../../../test/features/made-features.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import type { Photo } from '../../shared/dataset.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import { randomStream } from '../../shared/random.ts';
import { augmentImage } from '../images/augment-image.ts';
import { drawAugmentation } from '../images/augmentation-draw.ts';
import { silentContext } from '../job/job-context.ts';
import { openFrozenPass, photosPerPass } from '../models/frozen-pass.ts';
import { homeFolders } from '../storage/home.ts';
import { featurePlace } from './feature-place.ts';
import { fromFloat16Words, toFloat16Words } from './float16.ts';
import { type FeatureRequest, type FeatureStore, provideFeatures } from './provide-features.ts';
import { type PixelStore, providePixels } from './provide-pixels.ts';
import { storeFiles } from './record-store.ts';

let request: Awaited<ReturnType<typeof madeRequest>>;
beforeAll(async () => {
  request = await madeRequest();
});

describe('provideFeatures', () => {
  useTemporaryCache();
  let photos: Photo[];
  let pixels: PixelStore;
  beforeEach(async () => {
    const folder = join(homeFolders.cache(), 'photos');
    photos = await makePhotos(folder, 2 * photosPerPass + 4);
    pixels = (await providePixels(photos, folder, madeImage, silentContext)).store;
  });
  afterEach(async () => {
    await pixels.close();
  });

  /** Straight from the frozen pass, one photo after the other. */
  async function expectedFeatures(
    layer: string,
    { augmentation }: Pick<FeatureRequest, 'augmentation'>,
  ): Promise<number[]> {
    const { backend, network, weights } = request;
    const pass = await openFrozenPass(backend, network, weights, [layer], 'fp32');
    const values: number[] = [];
    for (const photo of photos) {
      let picture = await pixels.read([photo]);
      if (augmentation) {
        const stream = randomStream(augmentation.seed, 'copy', augmentation.copy, photo.sha256);
        picture = augmentImage(picture, 48, drawAugmentation(augmentation.config, stream));
      }
      values.push(...(await pass.run(picture, 1)).get(layer)!);
    }
    pass.close();
    return values;
  }

  async function provide(
    changes: Partial<FeatureRequest> = {},
    context = silentContext,
  ): Promise<ReadonlyMap<string, FeatureStore>> {
    return provideFeatures({ ...request, photos, pixels, ...changes }, context);
  }

  async function close(stores: ReadonlyMap<string, FeatureStore>): Promise<void> {
    for (const store of stores.values()) await store.close();
  }

  /** Photos that were computed: those between the first progress and the last. */
  function counting(): { readonly context: typeof silentContext; readonly events: JobEvent[] } {
    const events: JobEvent[] = [];
    return { events, context: { ...silentContext, report: (event) => events.push(event) } };
  }

  /** A run in which the pixels that are read tell which photos are computed. */
  async function computedBy(changes: Partial<FeatureRequest> = {}): Promise<readonly Photo[]> {
    const computed: Photo[] = [];
    const watched: PixelStore = {
      ...pixels,
      read: (wanted) => {
        computed.push(...wanted);
        return pixels.read(wanted);
      },
      readChanged: (wanted, changes) => {
        computed.push(...wanted);
        return pixels.readChanged(wanted, changes);
      },
    };
    await close(await provide({ pixels: watched, ...changes }));
    return computed;
  }

  it.each(madeLayers)('gives what the frozen pass gives at %s, rounded to half precision', async (layer) => {
    const stores = await provide();
    expect([...stores.keys()]).toEqual(madeLayers);
    const store = stores.get(layer)!;
    expect(store.shape).toEqual(layer === 'pool1' ? [12, 12, 8] : [6, 6, 16]);
    const expected = fromFloat16Words(
      toFloat16Words(Float32Array.from(await expectedFeatures(layer, request))),
    );
    expect(store.type).toBe('float16');
    const found = fromFloat16Words((await store.read(photos)) as Uint16Array);
    expect(found).toHaveLength(expected.length);
    expect(found.some((value) => value > 1)).toBe(true);
    const difference = found.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
    // One step of half precision, should the sum of another batch size fall to the other side of a middle.
    expect(difference).toBeLessThanOrEqual(Math.max(...expected) * 2 ** -10);
    const length = expected.length / photos.length;
    const seventh = fromFloat16Words((await store.read([photos[7]!])) as Uint16Array);
    expect(seventh).toEqual(found.subarray(7 * length, 8 * length));
    await close(stores);
  });

  it('keeps plain features in float32', async () => {
    const plain = { augmentation: null, storage: 'float32' } as const;
    const stores = await provide(plain);
    const expected = await expectedFeatures('pool2', plain);
    const found = (await stores.get('pool2')!.read(photos)) as Float32Array;
    expect(found).toHaveLength(expected.length);
    const difference = found.reduce((most, value, at) => Math.max(most, Math.abs(value - expected[at]!)), 0);
    expect(difference).toBeLessThan(1e-4);
    await close(stores);
  });

  it('computes only what is missing', async () => {
    expect(await computedBy({ photos: photos.slice(0, 25) })).toEqual(photos.slice(0, 25));
    expect(await computedBy()).toEqual(photos.slice(25));
    expect(await computedBy()).toEqual([]);
    expect(await computedBy({ layers: ['pool2'] })).toEqual([]);
    expect(await computedBy({ layers: ['conv2'] })).toEqual(photos);
    expect(await computedBy({ layers: [] })).toEqual([]);
    expect(await computedBy({ photos: [photos[0]!, photos[0]!], layers: ['conv1'] })).toEqual([photos[0]]);
  });

  it.each<Partial<FeatureRequest>>([
    { weightsSha256: 'other' },
    { storage: 'float32' },
    { augmentation: null },
    { image: { ...madeImage, fit: 'crop' } },
  ])('keeps apart what differs by %j', async (changes) => {
    const few = { photos: photos.slice(0, 2) };
    expect(await computedBy(few)).toHaveLength(2);
    expect(await computedBy({ ...few, ...changes })).toHaveLength(2);
  });

  it('keeps copies, seeds, settings and precisions apart', () => {
    const { augmentation } = request;
    const sources = [
      request,
      { ...request, precision: 'bf16' as const },
      { ...request, augmentation: { ...augmentation!, copy: 2 } },
      { ...request, augmentation: { ...augmentation!, seed: 1 } },
      { ...request, augmentation: { ...augmentation!, config: { ...augmentation!.config, zoom: 0.1 } } },
      {
        ...request,
        network: { ...request.network, preprocessing: { ...request.network.preprocessing, scale: 2 } },
      },
    ];
    const keys = sources.flatMap((source) => madeLayers.map((layer) => featurePlace(source, layer).key));
    expect(new Set(keys).size).toBe(sources.length * madeLayers.length);
    expect(() => featurePlace(request, 'pool9')).toThrow(RangeError);
  });

  it('computes a damaged record anew, and only in the layer that lost it', async () => {
    await close(await provide());
    const file = join(featurePlace(request, 'pool1').folder, storeFiles.records);
    const bytes = await readFile(file);
    const perPhoto = 12 * 12 * 8 * 2;
    bytes[3 * perPhoto + 9]! ^= 1;
    await writeFile(file, bytes);
    expect(await computedBy()).toEqual([photos[3]]);
    expect(await readFile(file)).toHaveLength((photos.length + 1) * perPhoto);
    const other = await readFile(join(featurePlace(request, 'pool2').folder, storeFiles.records));
    expect(other).toHaveLength(photos.length * 6 * 6 * 16 * 2);
  });

  it('refuses features that half precision cannot hold, and keeps them in full precision', async () => {
    const weights = new Map(
      [...request.weights].map(([name, { shape, values }]) => [
        name,
        { shape, values: values.map((value) => 200 * value) },
      ]),
    );
    const wild = { weights, weightsSha256: 'wild' };
    await expect(provide(wild)).rejects.toMatchObject({ code: 'features-overflow' });
    await close(await provide({ ...wild, storage: 'float32' }));
  });

  it('says which photo was damaged after it was opened', async () => {
    const stores = await provide();
    await writeFile(join(featurePlace(request, 'pool1').folder, storeFiles.records), '');
    await expect(stores.get('pool1')!.read([photos[3]!])).rejects.toMatchObject({
      code: 'file-damaged',
      facts: { detail: photos[3]!.path },
    });
    await close(stores);
  });

  it('reports one progress through several calls', async () => {
    const { context, events } = counting();
    const total = 2 * photos.length;
    await close(await provide({ progress: { doneBefore: 0, total } }, context));
    const next = { augmentation: { ...request.augmentation!, copy: 2 } };
    await close(await provide({ ...next, progress: { doneBefore: photos.length, total } }, context));
    expect(events.filter(({ kind }) => kind === 'stage')).toEqual([
      { kind: 'stage', stage: 'caching-features', total, unit: 'photos' },
    ]);
    const progress = events.flatMap((event) => (event.kind === 'progress' ? [event] : []));
    expect(progress.map(({ done }) => done)).toEqual(
      progress.map(({ done }) => done).sort((one, other) => one - other),
    );
    expect(progress.at(-1)).toMatchObject({ done: total, total });
  });

  it('keeps the batch when it is paused or cancelled', async () => {
    let asked = false;
    const context = {
      ...silentContext,
      pauseRequested: () => asked,
      stopRequested: () => false,
      report: ({ kind }: JobEvent) => {
        asked = kind === 'progress';
      },
    };
    // The first progress is reported before anything is computed: a pause at once.
    await expect(provide({ run: '/run' }, context)).rejects.toMatchObject({
      code: 'paused',
      facts: { run: '/run', epoch: 0 },
    });
    let batches = 0;
    const cancel = new AbortController();
    const watched: PixelStore = {
      ...pixels,
      read: (wanted) => {
        if (++batches === 2) cancel.abort();
        return pixels.read(wanted);
      },
      readChanged: (wanted, changes) => {
        if (++batches === 2) cancel.abort();
        return pixels.readChanged(wanted, changes);
      },
    };
    const cancelled = provide({ run: '/run', pixels: watched }, { ...silentContext, signal: cancel.signal });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled', facts: { run: '/run' } });
    expect(await computedBy()).toEqual(photos.slice(photosPerPass));
  });

  it('serves two at once that want the same', async () => {
    const [one, other] = await Promise.all([provide(), provide()]);
    expect(await one.get('pool2')!.read(photos)).toEqual(await other.get('pool2')!.read(photos));
    expect(await computedBy()).toEqual([]);
    await close(one);
    await close(other);
  });
});

describe('provideFeatures killed in its middle', () => {
  useTemporaryCache();
  let program: BuiltProgram;
  beforeAll(async () => {
    program = await buildProgram(new URL('../../../test/features/provide-made-features.ts', import.meta.url));
  });
  afterAll(() => {
    program.remove();
  });

  it('goes on with what was finished, to the same features', async () => {
    const folder = join(homeFolders.cache(), 'photos');
    const count = 100;
    const child = program.start(folder, String(count));
    const [message] = (await once(child, 'message')) as [{ readonly kind: string }];
    expect(message.kind).toBe('held');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const photos = await makePhotos(folder, count);
    const { store: pixels } = await providePixels(photos, folder, madeImage, silentContext);
    const first: JobEvent[] = [];
    const context = { ...silentContext, report: (event: JobEvent) => first.push(event) };
    const resumed = await provideFeatures({ ...request, photos, pixels }, context);
    const begin = first.find((event) => event.kind === 'progress')!.done;
    // The second batch may or may not have been written when the kill came; the third was not computed.
    expect([photosPerPass, 2 * photosPerPass]).toContain(begin);
    const found = await Promise.all(madeLayers.map((layer) => resumed.get(layer)!.read(photos)));
    for (const store of resumed.values()) await store.close();

    for (const layer of madeLayers) await rm(featurePlace(request, layer).folder, { recursive: true });
    const undisturbed = await provideFeatures({ ...request, photos, pixels }, silentContext);
    for (const [index, layer] of madeLayers.entries())
      expect(await undisturbed.get(layer)!.read(photos)).toEqual(found[index]);
    for (const store of undisturbed.values()) await store.close();
    await pixels.close();
  });
});
