import { describe, expect, test } from 'vitest';
import { augmentationSchema } from '../recipe.ts';
import { augmentationPresets, changesOn, presetNames, strengthOf } from './augmentation-presets.ts';
import { standardAugmentation } from './parts.ts';

describe('presets', () => {
  test.each(presetNames)('%s is a valid configuration and knows itself', (preset) => {
    expect(augmentationSchema.parse(augmentationPresets[preset])).toEqual(augmentationPresets[preset]);
    expect(strengthOf(augmentationPresets[preset])).toEqual({ preset, changed: false });
  });

  test('grow from one to the next', () => {
    const { gentle, standard, strong } = augmentationPresets;
    for (const setting of ['rotation', 'widthShift', 'heightShift', 'shear', 'zoom'] as const) {
      expect(gentle[setting]).toBeLessThan(standard[setting]);
      expect(standard[setting]).toBeLessThan(strong[setting]);
    }
  });

  test('standard is the tutorial’s', () => {
    expect(augmentationPresets.standard).toBe(standardAugmentation);
  });
});

describe('a change', () => {
  test('of one setting keeps the preset, changed', () => {
    expect(strengthOf({ ...standardAugmentation, rotation: 0 })).toEqual({
      preset: 'standard',
      changed: true,
    });
    expect(strengthOf({ ...standardAugmentation, verticalFlip: true })).toEqual({
      preset: 'standard',
      changed: true,
    });
  });

  test('of many settings is nearest to another preset', () => {
    expect(
      strengthOf({ ...standardAugmentation, rotation: 9, widthShift: 0.05, heightShift: 0.05, shear: 2 })
        .preset,
    ).toBe('gentle');
  });

  test('is counted', () => {
    expect(changesOn(standardAugmentation)).toBe(6);
    expect(changesOn({ ...standardAugmentation, zoom: 0, horizontalFlip: false })).toBe(4);
  });
});
