import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Part, parts } from '../../shared/dataset.ts';
import type { SplitSpec } from '../../shared/job-requests.ts';
import { parseCount, parseRatio } from '../../shared/parse-split-spec.ts';
import { randomStream, shuffled } from '../../shared/random.ts';
import { askedParts } from '../../shared/part-targets.ts';
import { planSplit } from './plan-split.ts';
import type { ScannedDataset } from './scanned-dataset.ts';

type Contents = readonly (readonly string[])[];

/** A scan of classes whose photos have the given contents. */
function scanned(contents: Contents): ScannedDataset {
  const photos = contents.flatMap((hashes, classIndex) =>
    hashes.map((sha256, index) => ({
      path: `${classIndex}/${index}.png`,
      classIndex,
      sha256,
      bytes: 1,
      part: null,
    })),
  );
  const classes = contents.map((_, index) => String(index));
  return {
    folder: '/photos',
    layout: 'class-folders',
    classes,
    photos,
    skipped: [],
    misnamed: [],
    seed: null,
  };
}

const distinct = (...counts: readonly number[]): ScannedDataset =>
  scanned(
    counts.map((count, classIndex) => Array.from({ length: count }, (_, index) => `${classIndex}-${index}`)),
  );

const countOf = (
  plan: { photos: readonly { classIndex: number; part: Part }[] },
  classIndex: number,
  part: Part,
) => plan.photos.filter((photo) => photo.classIndex === classIndex && photo.part === part).length;

const ratios = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 100 }))
  .map(([train, validation]): SplitSpec => {
    const second = Math.min(validation, 100 - train);
    return { kind: 'ratio', train, validation: second, test: 100 - train - second };
  });
const seeds = fc.integer();
const counts = fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 2, maxLength: 5 });
/** Few contents for many files: copies within a class and across classes. */
const withCopies = fc.array(
  fc.array(fc.integer({ min: 0, max: 30 }).map(String), { minLength: 12, maxLength: 40 }),
  {
    minLength: 2,
    maxLength: 4,
  },
);

describe('by ratio', () => {
  test('every photo is in exactly one part', () => {
    fc.assert(
      fc.property(counts, ratios, seeds, (sizes, spec, seed) => {
        const dataset = distinct(...sizes);
        const plan = planSplit(dataset, spec, seed);
        expect(plan.photos.map(({ path }) => path).sort()).toEqual(
          dataset.photos.map(({ path }) => path).sort(),
        );
        expect(new Set(plan.photos.map(({ path }) => path)).size).toBe(dataset.photos.length);
      }),
    );
  });

  test('each class is within one photo of its share wherever the share is a photo or more', () => {
    fc.assert(
      fc.property(counts, ratios, seeds, (sizes, spec, seed) => {
        const share = (size: number, part: Part) => (size * Number(spec[part])) / 100;
        fc.pre(sizes.every((size) => askedParts(spec).every((part) => share(size, part) >= 1)));
        const plan = planSplit(distinct(...sizes), spec, seed);
        for (const [classIndex, size] of sizes.entries())
          for (const part of parts)
            expect(Math.abs(countOf(plan, classIndex, part) - share(size, part))).toBeLessThan(1);
      }),
    );
  });

  test('no part asked for is without a photo of any class, none not asked for has one, and only the largest gives', () => {
    fc.assert(
      fc.property(counts, ratios, seeds, (sizes, spec, seed) => {
        const plan = planSplit(distinct(...sizes), spec, seed);
        for (const [classIndex, size] of sizes.entries())
          for (const part of parts) {
            const share = (size * Number(spec[part])) / 100;
            const found = countOf(plan, classIndex, part);
            expect(found > 0).toBe(spec[part] !== 0);
            expect(found - share).toBeLessThan(1);
            const isLargest = parts.every((other) => Number(spec[other]) <= Number(spec[part]));
            expect(share - found).toBeLessThan(isLargest ? 3 : 1);
          }
      }),
    );
  });

  test('depends on the seed and the contents, not on order or names', () => {
    fc.assert(
      fc.property(counts, ratios, seeds, seeds, (sizes, spec, seed, other) => {
        const dataset = distinct(...sizes);
        const shuffledPhotos = shuffled(dataset.photos, randomStream(other, 'order'));
        const plan = planSplit(dataset, spec, seed);
        expect(planSplit({ ...dataset, photos: shuffledPhotos }, spec, seed)).toEqual(plan);
        const renamed = {
          ...dataset,
          photos: dataset.photos.map((photo) => ({ ...photo, path: `x${photo.sha256}` })),
        };
        const partOf = (photos: typeof plan.photos) =>
          new Map(photos.map(({ sha256, part }) => [sha256, part]));
        expect(partOf(planSplit(renamed, spec, seed).photos)).toEqual(partOf(plan.photos));
      }),
    );
  });

  test('another seed gives another split', () => {
    const dataset = distinct(100, 100);
    const plans = Array.from({ length: 20 }, (_, seed) =>
      JSON.stringify(planSplit(dataset, parseRatio('70,15,15'), seed).photos),
    );
    expect(new Set(plans).size).toBe(20);
  });

  test('photos go to the parts evenly: no photo is favoured over many seeds', () => {
    const dataset = distinct(20, 20);
    const inTest = new Map<string, number>();
    for (let seed = 0; seed < 400; seed++)
      for (const { path, part } of planSplit(dataset, parseRatio('50,25,25'), seed).photos)
        if (part === 'test') inTest.set(path, (inTest.get(path) ?? 0) + 1);
    // 100 expected; 5 standard deviations are 43.
    for (const { path } of dataset.photos) expect(Math.abs((inTest.get(path) ?? 0) - 100)).toBeLessThan(43);
  });

  test('500 and 500 photos become 350, 75 and 75 of each', () => {
    const plan = planSplit(distinct(500, 500), parseRatio('70,15,15'), 7);
    for (const classIndex of [0, 1])
      expect(parts.map((part) => countOf(plan, classIndex, part))).toEqual([350, 75, 75]);
    expect(plan).toMatchObject({ folder: '/photos', layout: 'class-folders', seed: 7 });
  });

  test('three photos are enough for three parts, two are not', () => {
    const plan = planSplit(distinct(3, 3), parseRatio('70,15,15'), 1);
    expect(parts.map((part) => countOf(plan, 0, part))).toEqual([1, 1, 1]);
    expect(() => planSplit(distinct(3, 2), parseRatio('70,15,15'), 1)).toThrow(
      'class-too-small {"className":"1","count":2,"needed":3,"reason":"parts"}',
    );
    expect(() => planSplit(distinct(3, 2), parseRatio('75,0,25'), 1)).not.toThrow();
  });
});

describe('identical files', () => {
  test('stay in one part, whatever class they are in, and nothing is lost', () => {
    fc.assert(
      fc.property(withCopies, seeds, (contents, seed) => {
        const dataset = scanned(contents);
        const plan = planSplit(dataset, parseRatio('60,20,20'), seed);
        expect(plan.photos).toHaveLength(dataset.photos.length);
        const partOf = new Map<string, Part>();
        for (const { sha256, part } of plan.photos) {
          expect(partOf.get(sha256) ?? part).toBe(part);
          partOf.set(sha256, part);
        }
      }),
    );
  });

  test('a set in which every photo is there twice is still split by its shares', () => {
    const hashes = (name: string) => Array.from({ length: 100 }, (_, index) => `${name}${index >> 1}`);
    const plan = planSplit(scanned([hashes('a'), hashes('b')]), parseRatio('70,20,10'), 3);
    expect(parts.map((part) => countOf(plan, 0, part))).toEqual([70, 20, 10]);
  });

  test('a class of copies of one photo is too small', () => {
    expect(() =>
      planSplit(
        scanned([
          ['a', 'a', 'a', 'a'],
          ['b', 'c', 'd'],
        ]),
        parseRatio('70,15,15'),
        1,
      ),
    ).toThrow('class-too-small {"className":"0","count":1,"needed":3,"reason":"identical-files"}');
  });

  test('a large group leaves the other parts their photos', () => {
    const plan = planSplit(
      scanned([
        ['a', 'a', 'a', 'a', 'a', 'b', 'b', 'c'],
        ['d', 'e', 'f'],
      ]),
      parseRatio('70,15,15'),
      1,
    );
    for (const part of parts) expect(countOf(plan, 0, part)).toBeGreaterThanOrEqual(1);
  });
});

describe('by count', () => {
  test('takes exactly the counts of each class and leaves the others out', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const plan = planSplit(distinct(30, 45), parseCount('10,5,3'), seed);
        for (const classIndex of [0, 1])
          expect(parts.map((part) => countOf(plan, classIndex, part))).toEqual([10, 5, 3]);
        expect(new Set(plan.photos.map(({ path }) => path)).size).toBe(36);
      }),
      { numRuns: 20 },
    );
  });

  test('counts hold where there are copies among many photos', () => {
    const hashes = (name: string) => Array.from({ length: 60 }, (_, index) => `${name}${index % 40}`);
    const plan = planSplit(scanned([hashes('a'), hashes('b')]), parseCount('20,10,10'), 5);
    expect(parts.map((part) => countOf(plan, 1, part))).toEqual([20, 10, 10]);
  });

  test('rest takes what the others leave, and must leave one', () => {
    const plan = planSplit(distinct(30, 45), parseCount('rest,10,0'), 1);
    expect([0, 1].map((classIndex) => countOf(plan, classIndex, 'train'))).toEqual([20, 35]);
    expect([0, 1].map((classIndex) => countOf(plan, classIndex, 'validation'))).toEqual([10, 10]);
    expect(() => planSplit(distinct(30, 10), parseCount('rest,10,0'), 1)).toThrow(
      'class-too-small {"className":"1","count":10,"needed":11,"reason":"count"}',
    );
  });

  test('more than there are is refused', () => {
    expect(() => planSplit(distinct(30, 17), parseCount('10,5,3'), 1)).toThrow('"count":17,"needed":18');
  });
});

test('one class, or none, is no data set', () => {
  expect(() => planSplit(distinct(30), parseRatio('70,15,15'), 1)).toThrow('one-class-only');
  expect(() => planSplit(distinct(), parseRatio('70,15,15'), 1)).toThrow('no-classes');
});

test('photos of one picture are never parted, and the order in which they were found changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer(),
      (numbers, size, seed) => {
        const dataset = distinct(30, 30);
        const hashes = dataset.photos.map(({ sha256 }) => sha256);
        const chosen = [...new Set(numbers)].map((number) => hashes[number]!);
        const pictures = Array.from({ length: Math.ceil(chosen.length / size) }, (_, index) =>
          chosen.slice(index * size, (index + 1) * size),
        );
        const plan = planSplit(dataset, parseRatio('60,20,20'), seed, pictures);
        const partOf = new Map(plan.photos.map(({ sha256, part }) => [sha256, part]));
        for (const group of pictures) expect(new Set(group.map((sha256) => partOf.get(sha256))).size).toBe(1);
        const turned = pictures.map((group) => group.toReversed()).toReversed();
        expect(planSplit(dataset, parseRatio('60,20,20'), seed, turned)).toEqual(plan);
      },
    ),
  );
});
