import { expect, test } from 'vitest';
import { standardAugmentation } from '../../../shared/recipes/parts.ts';
import { augmentationRows, endsOf, endText, limitsOf, valueOf } from './augmentation-rows.ts';
import { augmentWords } from './words/index.ts';

test('standard reads as it is known', () => {
  const texts = augmentationRows.slice(0, 5).map((row) => {
    const { low, high } = endsOf(row, standardAugmentation[row.setting]);
    const text = (end: number): string => endText(row, end, augmentWords.en);
    return augmentWords.en.span(text(low), text(high)).replaceAll('\u00a0', ' ');
  });
  expect(texts).toEqual(['-40° to 40°', '-20 % to 20 %', '-20 % to 20 %', '-11° to 11°', '80 % to 120 %']);
});

test.each(augmentationRows)('$setting comes back from its range', (row) => {
  for (const value of [0, standardAugmentation[row.setting], row.reach / row.scale])
    expect(valueOf(row, endsOf(row, value).high)).toBeCloseTo(value, 10);
});

test('a scale grows for a recipe that goes beyond it', () => {
  const [rotation] = augmentationRows;
  expect(limitsOf(rotation!, 40)).toEqual({ min: -90, max: 90 });
  expect(limitsOf(rotation!, 180)).toEqual({ min: -180, max: 180 });
});
