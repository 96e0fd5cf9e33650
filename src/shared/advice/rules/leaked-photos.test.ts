import { describe, expect, it } from 'vitest';
import { goodFacts } from '../fixtures/made-facts.ts';
import { leakedPhotos } from './leaked-photos.ts';

describe('leaked photos', () => {
  it('are said with both counts', () => {
    const leaks = { validation: { photos: 40, leaked: 0 }, test: { photos: 80, leaked: 2 } };
    expect(leakedPhotos(goodFacts({ leaks }))).toEqual([
      { kind: 'leaked-photos', ...leaks, action: { kind: 'split-anew' } },
    ]);
  });

  it('are not looked for among photos that are not of the split', () => {
    expect(leakedPhotos(goodFacts({ leaks: null }))).toEqual([]);
  });
});
