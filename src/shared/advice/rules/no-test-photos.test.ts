import { describe, expect, it } from 'vitest';
import { goodFacts, measuredBy } from '../fixtures/made-facts.ts';
import { noTestPhotos } from './no-test-photos.ts';

describe('no test photos', () => {
  it('is said where only validation was measured, and where nothing was', () => {
    const evaluation = goodFacts().measured!.evaluation;
    expect(noTestPhotos(goodFacts(measuredBy(evaluation, 'validation')))[0]?.photos).toBe(980);
    expect(noTestPhotos(goodFacts({ measured: null }))[0]?.action.kind).toBe('cross-validate');
    expect(noTestPhotos(goodFacts())).toEqual([]);
  });
});
