import { describe, expect, it } from 'vitest';
import { formatPlace, parsePlace } from './place.ts';

describe('a place in the address', () => {
  it('comes back as it went in', () => {
    const places = [
      { kind: 'home' },
      { kind: 'project', project: 'a b/c', step: 'data', run: null },
      { kind: 'project', project: 'p1', step: 'results', run: '2026-11-23 two #1' },
      { kind: 'project', project: 'p1', step: 'data', run: null, show: 'class:a/b?show=#1' },
    ] as const;
    for (const place of places) expect(parsePlace(formatPlace(place))).toEqual(place);
  });

  it('opens the data where no step is named', () => {
    expect(parsePlace('#/p/p1')).toEqual({ kind: 'project', project: 'p1', step: 'data', run: null });
  });

  it.each([
    '',
    '#',
    '#/',
    '#/p',
    '#/p//data',
    '#/p/p1/settings',
    '#/p/p1/data/r/more',
    '#code=abc',
    '#/p/%E0%A4%A/data',
  ])('goes home for %j', (hash) => {
    expect(parsePlace(hash)).toEqual({ kind: 'home' });
  });
});
