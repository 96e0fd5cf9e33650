import { type AugmentationConfig, rangedAugmentations } from '../recipe.ts';
import { standardAugmentation } from './parts.ts';

/** Strengths of augmentation that can be chosen by one click, weakest first. */
export const augmentationPresets = {
  gentle: {
    rotation: 10,
    widthShift: 0.05,
    heightShift: 0.05,
    shear: 3,
    zoom: 0.1,
    horizontalFlip: true,
    verticalFlip: false,
  },
  standard: standardAugmentation,
  strong: {
    rotation: 60,
    widthShift: 0.3,
    heightShift: 0.3,
    shear: 20,
    zoom: 0.35,
    horizontalFlip: true,
    verticalFlip: false,
  },
} as const satisfies Record<string, AugmentationConfig>;
export type AugmentationPreset = keyof typeof augmentationPresets;
export const presetNames = Object.keys(augmentationPresets) as readonly AugmentationPreset[];

export interface Strength {
  readonly preset: AugmentationPreset;
  /** Some setting differs from the preset's. */
  readonly changed: boolean;
}

/** The preset that a configuration is, or the one that it is nearest to. */
export function strengthOf(config: AugmentationConfig): Strength {
  const preset = presetNames.reduce((best, name) =>
    distance(config, augmentationPresets[name]) < distance(config, augmentationPresets[best]) ? name : best,
  );
  return { preset, changed: !sameAugmentation(config, augmentationPresets[preset]) };
}

export function sameAugmentation(a: AugmentationConfig, b: AugmentationConfig): boolean {
  return (Object.keys(standardAugmentation) as (keyof AugmentationConfig)[]).every(
    (key) => a[key] === b[key],
  );
}

/** How many settings are on. */
export function changesOn(config: AugmentationConfig): number {
  return Object.values(config).filter((value) => value !== 0 && value !== false).length;
}

/** Of the settings with a range, each measured by its standard value. */
function distance(a: AugmentationConfig, b: AugmentationConfig): number {
  return rangedAugmentations.reduce(
    (sum, setting) => sum + Math.abs(a[setting] - b[setting]) / standardAugmentation[setting],
    0,
  );
}
