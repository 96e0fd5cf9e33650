import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClassView } from '../../../shared/app/project-view.ts';
import { choiceOf, splitPresetNames, splitPresets } from './split-presets.ts';
import {
  countSpecOf,
  gripPlaces,
  moveGrip,
  noPhotos,
  percentsOf,
  previewClasses,
  sharesOf,
  smallestClass,
  sumCounts,
} from './split-arithmetic.ts';

const halves = { train: 50, validation: 25, test: 25 };

function classOf(name: string, photos: number, change: Partial<ClassView> = {}): ClassView {
  return { name, folders: [name], excluded: false, photos, counts: noPhotos, ...change };
}

describe('shares', () => {
  test('of counts are whole percents that sum to 100', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(5000), (train, validation, held) => {
        const shares = percentsOf({ train: train + 1, validation, test: held });
        expect(shares.train + shares.validation + shares.test).toBe(100);
      }),
    );
    expect(percentsOf({ train: 1, validation: 1, test: 1 })).toEqual({ train: 34, validation: 33, test: 33 });
    expect(percentsOf(noPhotos)).toEqual(noPhotos);
  });

  test('of a ratio are its own, not those of rounded counts', () => {
    const spec = { kind: 'ratio', train: 60, validation: 20, test: 20 } as const;
    expect(sharesOf(spec, { train: 5, validation: 1, test: 1 })).toEqual({
      train: 60,
      validation: 20,
      test: 20,
    });
  });

  test('of counts asked for are those of the photos', () => {
    const spec = { kind: 'count', train: 'rest', validation: 10, test: 10 } as const;
    expect(sharesOf(spec, { train: 80, validation: 10, test: 10 })).toEqual({
      train: 80,
      validation: 10,
      test: 10,
    });
  });
});

describe('a grip', () => {
  test('snaps to 1 % and moves only its neighbours', () => {
    expect(moveGrip(halves, 'validation', 61.4)).toEqual({
      kind: 'ratio',
      train: 61,
      validation: 14,
      test: 25,
    });
    expect(moveGrip(halves, 'test', 79.6)).toEqual({ kind: 'ratio', train: 50, validation: 30, test: 20 });
  });

  test('stops before its neighbour and the end', () => {
    expect(moveGrip(halves, 'validation', 99)).toEqual({ kind: 'ratio', train: 74, validation: 1, test: 25 });
    expect(moveGrip(halves, 'validation', -20)).toEqual({
      kind: 'ratio',
      train: 1,
      validation: 74,
      test: 25,
    });
    expect(moveGrip(halves, 'test', 10)).toEqual({ kind: 'ratio', train: 50, validation: 1, test: 49 });
    expect(moveGrip(halves, 'test', 140)).toEqual({ kind: 'ratio', train: 50, validation: 49, test: 1 });
  });

  test('leaves every class a photo in each part, wherever it is let go', () => {
    const grips = fc.constantFrom('validation' as const, 'test' as const);
    fc.assert(
      fc.property(
        grips,
        fc.double({ min: -50, max: 150, noNaN: true }),
        fc.integer({ min: 3, max: 400 }),
        (grip, at, photos) => {
          const [entry] = previewClasses([classOf('cats', photos)], moveGrip(halves, grip, at));
          const { train, validation, test: held } = entry!.counts;
          expect(Math.min(train, validation, held)).toBeGreaterThanOrEqual(1);
          expect(train + validation + held).toBe(photos);
        },
      ),
    );
  });

  test('stands at the edges of the parts', () => {
    expect(gripPlaces(halves)).toEqual({ validation: 50, test: 75 });
  });
});

describe('a preview', () => {
  const classes = [classOf('cats', 200), classOf('dogs', 100), classOf('cows', 9, { excluded: true })];

  test('deals out every class that is used', () => {
    const preview = previewClasses(classes, splitPresets['50/25/25']);
    expect(preview[1]!.counts).toEqual({ train: 50, validation: 25, test: 25 });
    expect(preview[2]).toBe(classes[2]);
    expect(sumCounts(preview)).toEqual({ train: 150, validation: 75, test: 75 });
  });

  test('shows nothing for a class that is too small', () => {
    const spec = { kind: 'count', train: 100, validation: 50, test: 50 } as const;
    const preview = previewClasses(classes, spec);
    expect(preview[0]!.counts.train).toBe(100);
    expect(preview[1]!.counts).toEqual(noPhotos);
  });

  test('begins counts with what the smallest class has', () => {
    expect(countSpecOf(previewClasses(classes, splitPresets['60/20/20']))).toEqual({
      kind: 'count',
      train: 'rest',
      validation: 20,
      test: 20,
    });
    expect(smallestClass(classes)).toBe(100);
  });
});

test('presets know themselves', () => {
  for (const name of splitPresetNames) expect(choiceOf(splitPresets[name])).toBe(name);
  expect(choiceOf({ kind: 'ratio', train: 51, validation: 24, test: 25 })).toBe('other');
  expect(choiceOf({ kind: 'count', train: 60, validation: 20, test: 20 })).toBe('count');
});
