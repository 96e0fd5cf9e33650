import { describe, expect, test } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { rangedAugmentations } from '../../shared/recipe.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { type AugmentationDraw, augmentImage, drawAugmentation } from './augment-image.ts';
import { extremeDraw } from './extreme-draw.ts';

const numbers = (draw: AugmentationDraw): number[] => [
  draw.rotation,
  draw.shiftX,
  draw.shiftY,
  draw.shear,
  draw.zoomX - 1,
  draw.zoomY - 1,
];

describe('an extreme', () => {
  test.each(rangedAugmentations)('of %s is a bound of what training draws', (setting) => {
    const low = numbers(extremeDraw(standardAugmentation, { setting, end: 'low' }));
    const high = numbers(extremeDraw(standardAugmentation, { setting, end: 'high' }));
    const moved = low.map((value, index) => value !== high[index]!);
    expect(moved.filter(Boolean)).toHaveLength(setting === 'zoom' ? 2 : 1);
    for (let photo = 0; photo < 500; photo++) {
      const drawn = numbers(drawAugmentation(standardAugmentation, randomStream(1, 'augmentation', photo)));
      drawn.forEach((value, index) => {
        if (!moved[index]) return;
        expect(value).toBeGreaterThanOrEqual(Math.min(low[index]!, high[index]!));
        expect(value).toBeLessThanOrEqual(Math.max(low[index]!, high[index]!));
      });
    }
  });

  test('of a shift moves the content to the side that it names', () => {
    const size = 10;
    const { data } = hashedPixels(size, size);
    const at = (pixels: Uint8Array, x: number, y: number) => [
      ...pixels.subarray((y * size + x) * 3).subarray(0, 3),
    ];
    const left = augmentImage(
      data,
      size,
      extremeDraw(standardAugmentation, { setting: 'widthShift', end: 'low' }),
    );
    expect(at(left, 3, 5)).toEqual(at(data, 5, 5));
    const down = augmentImage(
      data,
      size,
      extremeDraw(standardAugmentation, { setting: 'heightShift', end: 'high' }),
    );
    expect(at(down, 5, 5)).toEqual(at(data, 5, 3));
  });
});
