import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../../../test/features/built-program.ts';
import { madeImage, makePhotos } from '../../../../test/features/made-features.ts';
import type { Photo } from '../../../shared/dataset.ts';
import { decodePhoto } from '../decode-photo.ts';
import { openDecodePool } from './open-decode-pool.ts';

let program: BuiltProgram;
let folder: string;
let photos: readonly Photo[];

beforeAll(async () => {
  program = await buildProgram(new URL('./decode-worker.ts', import.meta.url));
  folder = await mkdtemp(join(tmpdir(), 'decode-pool-'));
  const made = await makePhotos(folder, 6);
  photos = [...made, { ...made[0]!, path: 'gone.png' }, { ...made[1]!, sha256: 'another' }];
});
afterAll(async () => {
  program.remove();
  await rm(folder, { recursive: true, force: true });
});

/** 48 is the size of the made photos themselves: their pixels come straight from the decoder. */
it.each([madeImage, { ...madeImage, size: 31, fit: 'pad' as const }, { ...madeImage, size: 40 }])(
  'answers as decodePhoto does: %o',
  async (image) => {
    const pool = openDecodePool(1000, program.path, 2);
    expect(pool.threads).toBe(2);
    const answers = await Promise.all(
      photos.map((photo) => pool.decode({ photo, folder, image, scale: null })),
    );
    const expected = await Promise.all(photos.map((photo) => decodePhoto(photo, folder, image)));
    expect(answers.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 6 }, () => 'decoded'),
      ...['skipped', 'skipped'],
    ]);
    for (const [index, answer] of answers.entries()) {
      const plain = expected[index]!;
      if (answer.kind === 'skipped' || plain.kind === 'skipped') expect(answer).toEqual(plain);
      else expect(Buffer.compare(answer.pixels, plain.pixels)).toBe(0);
    }
    await pool.close();
  },
);

it('decodes in this thread where the threads fail', async () => {
  const broken = join(folder, 'broken.mjs');
  await writeFile(broken, 'throw new Error("no thread");');
  const pool = openDecodePool(1000, broken, 2);
  const [photo] = photos;
  const decode = () => pool.decode({ photo: photo!, folder, image: madeImage, scale: null });
  expect((await Promise.all([decode(), decode(), decode()])).map(({ kind }) => kind)).toEqual([
    ...['decoded', 'decoded', 'decoded'],
  ]);
  expect((await decode()).kind).toBe('decoded');
  await pool.close();
});

it('starts no thread for a few photos', async () => {
  const pool = openDecodePool(3, program.path, 2);
  expect(pool.threads).toBe(0);
  await pool.close();
});
