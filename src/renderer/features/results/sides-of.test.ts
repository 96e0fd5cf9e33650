import { expect, it } from 'vitest';
import { sidesOf } from './sides-of.ts';

it('reads sides as people list them', () => {
  expect(sidesOf('256, 384 512')).toEqual([256, 384, 512]);
  expect(sidesOf('384，256、256')).toEqual([256, 384]);
});

it('takes nothing as the ways’ own', () => {
  expect(sidesOf(' ')).toBeNull();
});

it('takes twenty at most', () => {
  const listed = (count: number) => Array.from({ length: count }, (_, index) => 32 + index).join(' ');
  expect(sidesOf(listed(20))).toHaveLength(20);
  expect(sidesOf(listed(21))).toBeUndefined();
});

it.each(['256, large', '15', '4097', '200.5', '-256'])('does not take %s', (text) => {
  expect(sidesOf(text)).toBeUndefined();
});
