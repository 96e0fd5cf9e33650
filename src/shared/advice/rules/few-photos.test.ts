import { describe, expect, it } from 'vitest';
import { goodFacts } from '../fixtures/made-facts.ts';
import type { RunFacts } from '../run-facts.ts';
import { fewPhotos } from './few-photos.ts';

describe('few photos', () => {
  const counts = (first: number, second: number): Partial<RunFacts> => ({
    counts: [first, second].map((train) => ({ train, validation: 5, test: 5 })),
  });

  it('are named, fewest first', () => {
    expect(fewPhotos(goodFacts(counts(30, 2)))[0]).toMatchObject({
      classes: [
        { className: 'dogs', photos: 12 },
        { className: 'cats', photos: 40 },
      ],
      enough: 50,
      action: { kind: 'add-photos', className: 'dogs' },
    });
  });

  it('are no longer few from 50 on', () => {
    expect(fewPhotos(goodFacts(counts(40, 40)))).toEqual([]);
    expect(fewPhotos(goodFacts(counts(40, 39)))).toHaveLength(1);
  });
});
