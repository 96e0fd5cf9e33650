import { crc32, deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import { randomStream, type RandomStream } from '../../src/shared/random.ts';
import { asSharp, hashedPixels } from '../images/pictures.ts';

/** A file that is no ordinary photo, and what was done to it. */
export interface MutatedImage {
  readonly name: string;
  readonly kind: string;
  readonly bytes: Buffer;
}

type Mutate = (sources: readonly Source[], draws: RandomStream) => Omit<MutatedImage, 'kind'>;

interface Source {
  readonly extension: string;
  readonly bytes: Buffer;
}

/** Whole photos of every type that Thaw reads, one JPEG with EXIF among them. */
async function wholePhotos(): Promise<readonly Source[]> {
  const picture = asSharp(hashedPixels(160, 120));
  const upright = picture
    .clone()
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Copyright: 'made' } });
  const encoders: readonly (readonly [string, Sharp])[] = [
    ['jpg', upright.jpeg()],
    ['jpg', picture.clone().jpeg({ progressive: true })],
    ['png', picture.clone().png()],
    ['webp', picture.clone().webp()],
    ['gif', picture.clone().gif()],
    ['tiff', picture.clone().tiff({ compression: 'deflate' })],
  ];
  return Promise.all(
    encoders.map(async ([extension, encoder]) => ({ extension, bytes: await encoder.toBuffer() })),
  );
}

const pick = <Item>(items: readonly Item[], draws: RandomStream): Item => items[draws.below(items.length)]!;
const ofType = (sources: readonly Source[], extension: string): Buffer =>
  sources.find((source) => source.extension === extension)!.bytes;

/** A copy with some bytes changed by `change`. */
function changed({ extension, bytes }: Source, change: (copy: Buffer) => void): Omit<MutatedImage, 'kind'> {
  const copy = Buffer.from(bytes);
  change(copy);
  return { name: `file.${extension}`, bytes: copy };
}

/** One chunk of a PNG with its right checksum. */
function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A grey PNG that says it has this size, over any image data. */
function greyPng(width: number, height: number, data: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', data), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

/** 12,000 x 12,000 black pixels in 140 KB: below the limit of pixels, so it must be decoded within bounds. */
const pngBomb = greyPng(12_000, 12_000, deflateSync(Buffer.alloc(12_000 * 12_001)));

/** A little-endian TIFF of one strip; `entries`: tag, type (3: 16 bits, 4: 32 bits), count, value. */
function tiff(entries: readonly (readonly [number, number, number, number])[], data: Buffer): Buffer {
  const directory = Buffer.alloc(2 + 12 * entries.length + 4);
  directory.writeUInt16LE(entries.length, 0);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 2 + 12 * index;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(count, at + 4);
    directory.writeUInt32LE(value, at + 8);
  }
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([header, directory, data]);
}

/** Width, height, 8 bits, deflate, black is zero, strip's place, rows a strip, bytes of the strip. */
function tiffOf(width: number, height: number, data: Buffer): Buffer {
  const entries = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 8],
    [262, 3, 1, 1],
    [273, 4, 1, 8 + 2 + 12 * 8 + 4],
    [278, 4, 1, height],
    [279, 4, 1, data.length],
  ] as const;
  return tiff(entries, data);
}

const tiffBomb = tiffOf(12_000, 12_000, deflateSync(Buffer.alloc(12_000 * 12_000)));

/** A JPEG with an EXIF block whose directory says what it likes. */
function withExif(jpeg: Buffer, draws: RandomStream): Buffer {
  const exif = tiff(
    Array.from(
      { length: 1 + draws.below(6) },
      () =>
        [
          pick([0x0112, 0x8769, 0x8825, 0x9003, draws.below(65_536)], draws),
          draws.below(14),
          pick([0, 1, 0xff_ff_ff_ff, draws.below(1000)], draws),
          // Places before, inside and far behind the block, itself among them.
          pick([0, 8, 0xff_ff_ff_ff, draws.below(70_000)], draws),
        ] as const,
    ),
    Buffer.alloc(draws.below(64)),
  );
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(Math.min(65_535, body.length + 2), 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)]);
}

const svgs = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="99999999" height="99999999"><rect width="100%" height="100%"/></svg>',
  '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&f;</text></svg>',
  `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${'bcdefgh'.replace(/./g, (name, at: number) => `<!ENTITY ${name} "${`&${'abcdefg'[at]!};`.repeat(10)}">`)}]><svg xmlns="http://www.w3.org/2000/svg"><text>&h;</text></svg>`,
  '<svg xmlns="http://www.w3.org/2000/svg"><script>while(true);</script><image href="http://127.0.0.1:9/x.png" width="9" height="9"/></svg>',
];
const notPhotos = [
  '<!doctype html><title>no photo</title>',
  '%PDF-1.7\n%no photo',
  'PK\u0003\u0004 no photo',
  '#!/bin/sh\necho no photo\n',
  'GIF89a',
  'RIFF\u00ff\u00ff\u00ff\u00ffWEBPVP8 ',
];

const mutations: Readonly<Record<string, Mutate>> = {
  truncated: (sources, draws) => {
    const { extension, bytes } = pick(sources, draws);
    return { name: `file.${extension}`, bytes: bytes.subarray(0, draws.below(bytes.length)) };
  },
  'flipped bits': (sources, draws) =>
    changed(pick(sources, draws), (copy) => {
      for (let flips = 1 + draws.below(64); flips > 0; flips--)
        copy[draws.below(copy.length)]! ^= 1 << draws.below(8);
    }),
  'flipped bits in the header': (sources, draws) =>
    changed(pick(sources, draws), (copy) => {
      for (let flips = 1 + draws.below(8); flips > 0; flips--)
        copy[draws.below(Math.min(200, copy.length))]! ^= 1 << draws.below(8);
    }),
  'noise inside': (sources, draws) =>
    changed(pick(sources, draws), (copy) => {
      const from = draws.below(copy.length);
      const to = Math.min(copy.length, from + 1 + draws.below(400));
      for (let at = from; at < to; at++) copy[at] = draws.below(256);
    }),
  'two files in one': (sources, draws) => {
    const [first, second] = [pick(sources, draws), pick(sources, draws)];
    const head = first.bytes.subarray(0, draws.below(first.bytes.length));
    return {
      name: `file.${first.extension}`,
      bytes: Buffer.concat([head, second.bytes.subarray(draws.below(second.bytes.length))]),
    };
  },
  'another type’s name': (sources, draws) => ({
    name: `file.${pick(sources, draws).extension}`,
    bytes: pick(sources, draws).bytes,
  }),
  'no photo': (_sources, draws) => ({
    name: pick(['file.jpg', 'file.png', 'file.tif'], draws),
    bytes: Buffer.from(pick(notPhotos, draws), 'latin1'),
  }),
  nothing: (_sources, draws) => ({ name: 'file.png', bytes: Buffer.alloc(pick([0, 1, 5000], draws)) }),
  'giant PNG': (_sources, draws) => ({
    name: 'file.png',
    bytes: greyPng(
      pick([1, 65_500, 0x7fffffff], draws),
      pick([1, 65_500, 0x7fffffff], draws),
      deflateSync(Buffer.alloc(100)),
    ),
  }),
  'giant TIFF': (_sources, draws) => ({
    name: 'file.tif',
    bytes: tiffOf(
      pick([1, 65_500, 0xffffffff], draws),
      pick([1, 65_500, 0xffffffff], draws),
      Buffer.alloc(100),
    ),
  }),
  'PNG bomb': () => ({ name: 'file.png', bytes: pngBomb }),
  'TIFF bomb': () => ({ name: 'file.tif', bytes: tiffBomb }),
  'hostile EXIF': (sources, draws) => ({ name: 'file.jpg', bytes: withExif(ofType(sources, 'jpg'), draws) }),
  'hostile SVG': (_sources, draws) => ({
    name: pick(['file.svg', 'file.jpg', 'file.png'], draws),
    bytes: Buffer.from(pick(svgs, draws)),
  }),
};

/** Bombs take a second each to decode: one in a hundred files is enough. */
const rare = new Set(['PNG bomb', 'TIFF bomb']);

/** Makes `count` files, the same ones for the same seed. */
export async function* mutatedImages(count: number, seed: number): AsyncGenerator<MutatedImage, void> {
  const sources = await wholePhotos();
  const usual = Object.keys(mutations).filter((kind) => !rare.has(kind));
  for (let index = 0; index < count; index++) {
    const draws = randomStream(seed, 'mutated-images', index);
    const kind = index % 100 < rare.size ? [...rare][index % 100]! : pick(usual, draws);
    yield { kind, ...mutations[kind]!(sources, draws) };
  }
}
