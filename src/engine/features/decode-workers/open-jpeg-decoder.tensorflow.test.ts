import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPython, testPython } from '../../../../test/images/pillow.ts';
import { asSharp, hashedPixels } from '../../../../test/images/pictures.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { locateRuntime } from '../../backend/runtime/locate-runtime.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { jpegSize } from '../../images/jpeg-size.ts';
import { readPhoto } from '../../images/read-photo.ts';
import { isPlainJpeg } from '../../images/is-plain-jpeg.ts';
import { openJpegDecoder, type OpenedJpegDecoder } from './open-jpeg-decoder.ts';
import { plainJpegs } from './plain-jpegs.ts';

describe.skipIf(locateRuntime() === null)('JPEGs by TensorFlow', () => {
  let decoder: OpenedJpegDecoder;
  let folder: string;
  beforeAll(async () => {
    decoder = await openJpegDecoder((await openBackend('tensorflow')).binding!);
    folder = await mkdtemp(join(tmpdir(), 'thaw-jpegs-'));
  });
  afterAll(async () => {
    decoder.close();
    await rm(folder, { recursive: true });
  });

  const decode = (file: Uint8Array) =>
    new Promise<Uint8Array | null>((resolve) => {
      decoder.decode(file, resolve);
    });

  /** A picture with edges and noise, so that every part of the decoder has something to do. */
  const picture = (width: number, height: number) => asSharp(hashedPixels(width, height)).blur(0.6);

  async function expectSame(files: readonly Uint8Array[]): Promise<void> {
    const theirs = await Promise.all(files.map((file) => readPhoto(file)));
    const ours = await Promise.all(files.map((file) => decode(file)));
    for (const [index, reading] of theirs.entries()) {
      if (!reading.ok) throw new Error(reading.detail);
      const { data } = reading.photo;
      expect(Buffer.compare(ours[index]!.subarray(0, data.length), data), `file ${index}`).toBe(0);
      expect(ours[index]!.length - data.length).toBeLessThan(4);
    }
  }

  it('are refused where the library’s pixels differ from libvips’ in a single bit', async () => {
    const binding = (await openBackend('tensorflow')).binding!;
    const models = binding.getNumOfSavedModels();
    for (const different of (await plainJpegs()).keys()) {
      let file = 0;
      const other: TensorFlowBinding = Object.create(binding, {
        tensorDataSync: {
          value(id: number) {
            const values = binding.tensorDataSync(id);
            if (file++ === different) new Uint8Array(values.buffer)[1000]! ^= 1;
            return values;
          },
        },
      });
      await expect(openJpegDecoder(other)).rejects.toThrow('differ');
    }
    expect(binding.getNumOfSavedModels()).toBe(models);
  });

  it('are compared in kinds that are all plain', async () => {
    const files = await plainJpegs();
    expect(files.map((file) => isPlainJpeg(file))).toEqual([true, true, true, true, true]);
  });

  it('are libvips’ pixels, whatever the size', async () => {
    const sides = [1, 2, 3, 7, 8, 15, 16, 17, 31, 64, 101];
    const sizes = sides.flatMap((width) => sides.map((height) => [width, height] as const));
    await expectSame(
      await Promise.all(sizes.map(([width, height]) => picture(width, height).jpeg().toBuffer())),
    );
  });

  it('are libvips’ pixels, whatever the kind', async () => {
    const source = picture(123, 77);
    const kinds = [1, 30, 75, 100].flatMap((quality) =>
      (['4:2:0', '4:4:4'] as const).flatMap((chromaSubsampling) =>
        [false, true].map((progressive) =>
          source.clone().jpeg({ quality, chromaSubsampling, progressive, optimiseCoding: progressive }),
        ),
      ),
    );
    const grey = source.clone().greyscale().jpeg();
    await expectSame(await Promise.all([...kinds, grey].map((kind) => kind.toBuffer())));
  });

  it.runIf(testPython)('are libvips’ pixels where colours are halved along the rows alone', async () => {
    const png = join(folder, 'source.png');
    await writeFile(png, await picture(99, 64).png().toBuffer());
    const program = `
from PIL import Image
source = Image.open(given['png']).convert('RGB')
answer = []
for quality in (20, 90):
    for more in ({}, {'progressive': True}, {'restart_marker_blocks': 2}):
        name = f"{given['folder']}/{len(answer)}.jpg"
        source.save(name, quality=quality, subsampling=1, **more)
        answer.append(name)`;
    const names = askPython(testPython!, program, { png, folder }) as string[];
    await expectSame(await Promise.all(names.map((name) => readFile(name))));
  });

  it('are null where the file is cut short or damaged, and those beside it are not lost', async () => {
    const files = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        picture(40 + index, 30)
          .jpeg()
          .toBuffer(),
      ),
    );
    const short = files[4]!.subarray(0, files[4]!.length / 2);
    const noise = Uint8Array.from(files[11]!);
    noise.fill(0xff, 2, 40);
    const given = files.map((file, index) => (index === 4 ? short : index === 11 ? noise : file));
    const found = await Promise.all(given.map((file) => decode(file)));
    expect(found.flatMap((pixels, index) => (pixels ? [] : [index]))).toEqual([4, 11]);
    for (const [index, pixels] of found.entries()) {
      const { width, height } = jpegSize(files[index]!)!;
      if (pixels) expect(pixels.length).toBe(Math.floor((width * height * 3 + 3) / 4) * 4);
    }
    await expectSame(files.filter((_, index) => index !== 4 && index !== 11));
  });
});
