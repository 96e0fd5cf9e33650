import { describe, expect, it } from 'vitest';
import { luma } from '../../shared/preprocessing.ts';
import { plainChannels } from './picture-values.ts';
import { lookedUp, mixed, wholeLevels } from './pixel-layers.ts';

const rgb = plainChannels(3);
const none = new Float32Array(3);

describe('a convolution over single pixels', () => {
  it('that puts colours in another order and adds numbers is preprocessing', () => {
    const reversed = Float32Array.of(0, 0, 1, 0, 1, 0, 1, 0, 0);
    expect(mixed(rgb, reversed, Float32Array.of(-104, -117, -124))).toEqual([
      { source: 2, scale: 1, offset: -104 },
      { source: 1, scale: 1, offset: -117 },
      { source: 0, scale: 1, offset: -124 },
    ]);
  });

  it.each([
    ['mixes colours', [1, 0, 0, 0.1, 1, 0, 0, 0, 1]],
    ['takes no colour at all', [1, 0, 0, 0, 1, 0, 0, 0, 0]],
    ['turns levels around', [-1, 0, 0, 0, -1, 0, 0, 0, -1]],
    ['takes the colours in an order that Thaw has not', [0, 1, 0, 1, 0, 0, 0, 0, 1]],
  ])('that %s stays a layer', (_, kernel) => {
    expect(mixed(rgb, Float32Array.from(kernel), none)).toBeNull();
  });
});

describe('the grey of a photo', () => {
  const sums = mixed(rgb, Float32Array.from(luma.weights), Float32Array.of(luma.half))!;
  const divided = sums.map((sum) => ({
    ...sum,
    scale: 1 / luma.divisor,
    offset: sum.offset / luma.divisor,
  }));
  const grey = [{ source: 'grey', scale: 1, offset: 0 }];

  it('is made by cutting off what stands behind the point', () => {
    expect(wholeLevels(divided)).toEqual(grey);
    expect(wholeLevels(sums)).toBeNull();
  });

  it('is looked up in a table that may subtract a mean', () => {
    const levels = Float32Array.from({ length: 256 }, (_, level) => level - 100);
    expect(lookedUp(divided, levels)).toEqual([{ source: 'grey', scale: 1, offset: -100 }]);
    expect(lookedUp(divided, levels.with(7, 0))).toBeNull();
  });
});
