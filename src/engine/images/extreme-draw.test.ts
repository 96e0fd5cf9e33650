import { describe, expect, test } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { rangedAugmentations } from '../../shared/recipe.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import type { AugmentationConfig } from '../../shared/augmentation.ts';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { augmentImage } from './augment-image.ts';
import { type AugmentationDraw, drawAugmentation } from './augmentation-draw.ts';
import { extremeDraw } from './extreme-draw.ts';

const numbers = (draw: AugmentationDraw): number[] => [
  draw.rotation,
  draw.shiftX,
  draw.shiftY,
  draw.shear,
  draw.zoomX - 1,
  draw.zoomY - 1,
  draw.brightness - 1,
  draw.contrast - 1,
  draw.channelShift,
  draw.colourJitter[0],
];

/** Every setting that has a range is on. */
const everything: AugmentationConfig = {
  ...standardAugmentation,
  brightness: 0.1,
  contrast: 0.3,
  channelShift: 20,
  colourJitter: 0.1,
};

describe('an extreme', () => {
  test.each(rangedAugmentations)('of %s is a bound of what training draws', (setting) => {
    const low = numbers(extremeDraw(everything, { setting, end: 'low' }));
    const high = numbers(extremeDraw(everything, { setting, end: 'high' }));
    const moved = low.map((value, index) => value !== high[index]!);
    expect(moved.filter(Boolean)).toHaveLength(setting === 'zoom' ? 2 : 1);
    for (let photo = 0; photo < 500; photo++) {
      const drawn = numbers(drawAugmentation(everything, randomStream(1, 'augmentation', photo)));
      drawn.forEach((value, index) => {
        // A normal draw has no bound.
        if (!moved[index] || setting === 'colourJitter') return;
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
