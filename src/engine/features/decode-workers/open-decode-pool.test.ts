import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../../../test/features/built-program.ts';
import { madeImage, makePhotos } from '../../../../test/features/made-features.ts';
import { asSharp, hashedPixels } from '../../../../test/images/pictures.ts';
import type { Photo } from '../../../shared/dataset.ts';
import type { ImageConfig } from '../../../shared/recipe.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { locateRuntime } from '../../backend/runtime/locate-runtime.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { type DecodedPhoto, decodePhoto } from '../decode-photo.ts';
import { type DecodePoolOptions, openDecodePool } from './open-decode-pool.ts';

let program: BuiltProgram;
let folder: string;
let photos: readonly Photo[];

beforeAll(async () => {
  program = await buildProgram(new URL('./decode-worker.ts', import.meta.url));
  folder = await mkdtemp(join(tmpdir(), 'decode-pool-'));
  const made = [...(await makePhotos(folder, 6)), ...(await makeJpegs())];
  photos = [...made, { ...made[0]!, path: 'gone.png' }, { ...made[1]!, sha256: 'another' }];
});
afterAll(async () => {
  program.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Ordinary ones, a turned one, one too large to be sent to another thread, and one cut short. */
async function makeJpegs(): Promise<Photo[]> {
  const picture = (width: number, height: number) => asSharp(hashedPixels(width, height)).blur(1);
  const whole = await Promise.all(
    [
      picture(60, 40).jpeg(),
      picture(48, 48).jpeg(),
      picture(41, 33).jpeg({ progressive: true }),
      picture(50, 30).greyscale().jpeg(),
      picture(60, 40).withMetadata({ orientation: 6 }).jpeg(),
      picture(1300, 900).jpeg(),
    ].map((encoder) => encoder.toBuffer()),
  );
  const files = [...whole, whole[0]!.subarray(0, whole[0]!.length - 200)];
  return Promise.all(
    files.map(async (bytes, index) => {
      const path = `${index}.jpg`;
      await writeFile(join(folder, path), bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, classIndex: 0, sha256, bytes: bytes.length };
    }),
  );
}

/** 48 is the size of the made photos themselves: their pixels come straight from the decoder. */
const padded = { ...madeImage, size: 31, fit: 'pad' } as const;
const images = [madeImage, padded, { ...madeImage, size: 40 }];

/** Each photo twice, as its own memory and at a place in a shared one. */
async function expectAsDecodePhoto(options: DecodePoolOptions, image: ImageConfig = padded): Promise<void> {
  const pool = openDecodePool(1000, options);
  const bytesEach = image.size ** 2 * 3;
  const room = new Uint8Array(new SharedArrayBuffer(photos.length * bytesEach));
  const wanted = [...photos.entries()].flatMap(([index, photo]) => [
    { photo, into: null },
    { photo, into: room.subarray(index * bytesEach, (index + 1) * bytesEach) },
  ]);
  const found = await Promise.all(
    wanted.map(({ photo, into }) => pool.decode({ photo, folder, image, scale: null, into })),
  );
  for (const [index, { photo, into }] of wanted.entries()) {
    const plain = await decodePhoto(photo, folder, image);
    const own = found[index]!;
    if (own.kind === 'skipped' || plain.kind === 'skipped') {
      expect(withoutDecodersWords(own), photo.path).toEqual(withoutDecodersWords(plain));
      continue;
    }
    expect(own.sha256).toBe(plain.sha256);
    expect(Buffer.compare(own.pixels, plain.pixels), photo.path).toBe(0);
    if (into) expect(Buffer.compare(into, plain.pixels), photo.path).toBe(0);
  }
  const left = ['6.jpg', 'gone.png', '1.png'].flatMap((path) => [path, path]);
  expect(found.flatMap((one) => (one.kind === 'skipped' ? [one.skipped.path] : []))).toEqual(left);
  await pool.close();
}

/** A decoder's own words on damage differ from time to time. */
function withoutDecodersWords(photo: DecodedPhoto): DecodedPhoto {
  if (photo.kind === 'decoded' || photo.skipped.reason !== 'damaged') return photo;
  return { ...photo, skipped: { ...photo.skipped, detail: '' } };
}

it.each(images)('answers as decodePhoto does, from threads and from this one: %o', async (image) => {
  const threads = { entry: program.path, threads: 2 };
  const pool = openDecodePool(1000, threads);
  expect(pool.threads).toBe(2);
  await pool.close();
  await expectAsDecodePhoto(threads, image);
  await expectAsDecodePhoto({ entry: null }, image);
});

it.skipIf(locateRuntime() === null)('answers alike where TensorFlow decodes the ordinary JPEGs', async () => {
  const binding = (await openBackend('tensorflow')).binding!;
  const models = binding.getNumOfSavedModels();
  const fed = new Set<number>();
  const watched: TensorFlowBinding = Object.create(binding, {
    createTensor: {
      value: (...given: Parameters<TensorFlowBinding['createTensor']>) => {
        for (const file of given[2] as readonly Uint8Array[]) fed.add(file.length);
        return binding.createTensor(...given);
      },
    },
  });
  await expectAsDecodePhoto({ entry: program.path, threads: 2, binding: watched });
  expect(binding.getNumOfSavedModels()).toBe(models);
  const wasFed = photos.filter(({ path, bytes }) => path.endsWith('.jpg') && fed.has(bytes));
  // The last one is cut short.
  expect(wasFed.map(({ path }) => path)).toEqual(['0.jpg', '1.jpg', '2.jpg', '3.jpg', '6.jpg']);
});

it('goes on without TensorFlow where that cannot decode, and leaves it alone where it computes on a GPU', async () => {
  let tried = 0;
  const failing = {
    isUsingGpuDevice: () => false,
    loadSavedModel() {
      tried++;
      throw new Error('no such operation');
    },
  } as unknown as TensorFlowBinding;
  await expectAsDecodePhoto({ entry: program.path, threads: 2, binding: failing });
  expect(tried).toBe(1);
  const onGpu = { ...failing, isUsingGpuDevice: () => true };
  await expectAsDecodePhoto({ entry: program.path, threads: 2, binding: onGpu });
  expect(tried).toBe(1);
});

it.skipIf(locateRuntime() === null)('may be closed before TensorFlow has opened its graph', async () => {
  const binding = (await openBackend('tensorflow')).binding!;
  const models = binding.getNumOfSavedModels();
  await openDecodePool(1000, { entry: program.path, threads: 2, binding }).close();
  expect(binding.getNumOfSavedModels()).toBe(models);
});

it.skipIf(locateRuntime() === null)('takes over what a thread that ends has sent a JPEG of', async () => {
  const { binding } = await openBackend('tensorflow');
  const ending = join(folder, 'ending.mjs');
  await writeFile(
    ending,
    `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', () => {
      parentPort.postMessage({ kind: 'jpeg', jpeg: 0, bytes: new Uint8Array(9) });
      setTimeout(() => process.exit(1), 5);
    });`,
  );
  await expectAsDecodePhoto({ entry: ending, threads: 2, binding: binding! });
});

it('decodes in this thread where the threads fail', async () => {
  const broken = join(folder, 'broken.mjs');
  await writeFile(broken, 'throw new Error("no thread");');
  const pool = openDecodePool(1000, { entry: broken, threads: 2 });
  const [photo] = photos;
  const decode = () => pool.decode({ photo: photo!, folder, image: madeImage, scale: null, into: null });
  expect((await Promise.all([decode(), decode(), decode()])).map(({ kind }) => kind)).toEqual([
    ...['decoded', 'decoded', 'decoded'],
  ]);
  expect((await decode()).kind).toBe('decoded');
  await pool.close();
});

it('starts no thread for a few photos', async () => {
  const pool = openDecodePool(3, { entry: program.path, threads: 2 });
  expect(pool.threads).toBe(0);
  await pool.close();
});
