import { describe, expect, it } from 'vitest';
import type { AskedPhoto } from '../../../shared/app/work-view.ts';
import { likeliest, orderPhotos, standsBy, surenessOf } from './order-photos.ts';

const answered = (id: string, cats: number): AskedPhoto => ({
  kind: 'answered',
  id,
  name: `${id}.jpg`,
  width: 10,
  height: 10,
  answer: cats >= 0.5 ? 'cats' : 'dogs',
  probabilities: { cats, dogs: 1 - cats },
  familiarity: 0.5,
});
const skipped: AskedPhoto = {
  kind: 'skipped',
  id: 's',
  name: 's.txt',
  skipped: { path: 's.txt', reason: 'not-an-image', detail: '' },
};
const ids = (photos: readonly AskedPhoto[]): string => photos.map(({ id }) => id).join('');

describe('an answer', () => {
  it('stands where it is sure and familiar enough, and everywhere without a rule', () => {
    expect(standsBy(null, answered('a', 0.5))).toBe(true);
    expect(standsBy({ confidence: 0.8, familiarity: 0.5 }, answered('a', 0.9))).toBe(true);
    expect(standsBy({ confidence: 0.8, familiarity: 0.5 }, answered('a', 0.3))).toBe(false);
    expect(standsBy({ confidence: 0.8, familiarity: 0.6 }, answered('a', 0.9))).toBe(false);
    expect(standsBy({ confidence: 1, familiarity: 1 }, skipped)).toBe(true);
  });
});

describe('the list of answers', () => {
  const photos = [answered('a', 0.9), skipped, answered('b', 0.1), answered('c', 0.6)];
  it('stays as it came', () => {
    expect(ids(orderPhotos(photos, 'asked'))).toBe('asbc');
  });
  it('shows the least sure first, equals as they came, photos without an answer last', () => {
    expect(ids(orderPhotos(photos, 'least-sure'))).toBe('cabs');
    expect(ids(orderPhotos([skipped, { ...skipped, id: 't' }], 'least-sure'))).toBe('st');
  });
  it('takes the probability of the answer for its sureness', () => {
    expect(surenessOf(answered('b', 0.1))).toBeCloseTo(0.9);
    expect(surenessOf(skipped)).toBeNull();
  });
});

describe('the bars', () => {
  const classes = (count: number): Record<string, number> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, index]));
  it('are the five likeliest, the rest is counted', () => {
    const { shown, more } = likeliest(classes(17), 5);
    expect(shown.map(({ className }) => className)).toEqual(['c16', 'c15', 'c14', 'c13', 'c12']);
    expect(more).toBe(12);
  });
  it('are all where they are few', () => {
    expect(likeliest(classes(2), 5).shown).toHaveLength(2);
    expect(likeliest(classes(2), 5).more).toBe(0);
  });
});
