import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scanDataset } from '../../dataset/scan-dataset.ts';
import { silentContext } from '../../job/job-context.ts';
import { unpackIdx } from './unpack-idx.ts';

/** An idx file of bytes. Source: Y. LeCun's description of the MNIST files. */
function idx(sides: readonly number[], values: readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * sides.length);
  header.set([0, 0, 8, sides.length]);
  sides.forEach((side, index) => header.writeUInt32BE(side, 4 + 4 * index));
  return Buffer.concat([header, Buffer.from(values)]);
}

const [height, width] = [5, 4];
const labels = { train: [1, 0, 1, 7], t10k: [0, 7] };
const levels = (count: number): number[] =>
  Array.from({ length: count * height * width }, (_, at) => (at * 7) % 256);

let root: string;
let folder: string;
let out: string;
let count = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'thaw-idx-'));
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'mnist-'));
  out = join(root, `out-${count++}`);
  for (const [part, of] of Object.entries(labels)) {
    const images = idx([of.length, height, width], levels(of.length));
    await writeFile(join(folder, `${part}-images-idx3-ubyte`), images);
    await writeFile(join(folder, `${part}-labels-idx1-ubyte`), idx([of.length], of));
  }
});

const unpack = () => unpackIdx({ folder, out }, silentContext);
const damage = (file: string, content: Buffer) => writeFile(join(folder, file), content);

describe('unpackIdx', () => {
  it('makes grey pictures of every item, a split that is recognised', async () => {
    expect(await unpack()).toEqual({ out, classes: ['0', '1', '7'], photos: { train: 4, test: 2 } });
    expect(await readdir(join(out, 'train', '1'))).toEqual(['00001.png', '00003.png']);
    const third = sharp(join(out, 'train', '1', '00003.png'));
    expect(await third.metadata()).toMatchObject({ width, height, channels: 1, depth: 'uchar' });
    const pixels = await third.toColourspace('b-w').raw().toBuffer();
    expect([...pixels]).toEqual(levels(4).slice(2 * height * width, 3 * height * width));
    const { layout, classes, photos } = await scanDataset(out, silentContext);
    expect({ layout, classes, count: photos.length }).toEqual({
      layout: 'split-folders',
      classes: ['0', '1', '7'],
      count: 6,
    });
  });

  it('reads gzipped files, and names with a dot', async () => {
    for (const name of await readdir(folder)) {
      const content = await readFile(join(folder, name));
      await rm(join(folder, name));
      await writeFile(join(folder, `${name.replace('-idx', '.idx')}.gz`), gzipSync(content));
    }
    expect(await unpack()).toMatchObject({ photos: { train: 4, test: 2 } });
  });

  it('names the files that are missing', async () => {
    await rm(join(folder, 't10k-labels-idx1-ubyte'));
    await expect(unpack()).rejects.toMatchObject({
      code: 'idx-files-missing',
      facts: { missing: ['t10k-labels-idx1-ubyte'] },
    });
    await expect(unpackIdx({ folder: join(root, 'none'), out }, silentContext)).rejects.toMatchObject({
      code: 'folder-not-found',
    });
  });

  it.each([
    ['another kind of file', 'train-images-idx3-ubyte', Buffer.from('not an idx file at all'), /begins with/],
    ['labels in place of pictures', 'train-images-idx3-ubyte', idx([4], [1, 0, 1, 7]), /begins with/],
    ['a header cut off', 'train-images-idx3-ubyte', idx([4, 5, 4], []).subarray(0, 9), /header/],
    ['pictures cut off', 'train-images-idx3-ubyte', idx([4, 5, 4], levels(3)), /after 3 of 4/],
    ['too many pictures', 'train-images-idx3-ubyte', idx([4, 5, 4], levels(5)), /goes on after 4/],
    ['too few labels', 'train-labels-idx1-ubyte', idx([3], [1, 0, 1]), /3 labels for 4/],
    ['labels cut off', 't10k-labels-idx1-ubyte', idx([2], [0]), /after 1 of 2/],
    ['too many labels', 't10k-labels-idx1-ubyte', idx([2], [0, 7, 1]), /goes on after 2/],
    ['no pictures', 'train-images-idx3-ubyte', idx([0, 5, 4], []), /0 x 5 x 4/],
  ])('refuses %s and keeps nothing', async (_, file, content, detail) => {
    await damage(file, content);
    await expect(unpack()).rejects.toMatchObject({
      code: 'idx-damaged',
      facts: { file: join(folder, file), detail: expect.stringMatching(detail) as string },
    });
    expect((await readdir(root)).filter((name) => name.startsWith('out'))).not.toContain(out);
    expect((await readdir(root)).some((name) => name.includes('unpacking'))).toBe(false);
  });

  it('refuses a torn gzip', async () => {
    const whole = gzipSync(idx([4, 5, 4], levels(4)));
    await rm(join(folder, 'train-images-idx3-ubyte'));
    await damage('train-images-idx3-ubyte.gz', whole.subarray(0, whole.length - 12));
    await expect(unpack()).rejects.toMatchObject({ code: 'idx-damaged' });
  });

  it('writes over nothing', async () => {
    await unpack();
    await expect(unpack()).rejects.toMatchObject({ code: 'split-destination-taken' });
  });
});
