import { type AugmentationConfig, noAugmentation } from '../augmentation.ts';
import { standardAugmentation } from './parts.ts';

/** Strengths of augmentation that can be chosen by one click, weakest first. */
export const augmentationPresets = {
  gentle: {
    ...noAugmentation,
    rotation: 10,
    widthShift: 0.05,
    heightShift: 0.05,
    shear: 3,
    zoom: 0.1,
    horizontalFlip: true,
  },
  standard: standardAugmentation,
  strong: {
    ...noAugmentation,
    rotation: 60,
    widthShift: 0.3,
    heightShift: 0.3,
    shear: 20,
    zoom: 0.35,
    horizontalFlip: true,
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
  return settingsOf(a).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

/** How many changes are on. How edges are filled is none by itself. */
export function changesOn(config: AugmentationConfig): number {
  const isOn = (key: keyof AugmentationConfig): boolean =>
    JSON.stringify(config[key]) !== JSON.stringify(noAugmentation[key]);
  const zoomTwice = config.zoom > 0 && config.zoomRange !== null ? 1 : 0;
  return (
    settingsOf(config).filter((key) => key !== 'fill' && key !== 'fillValue' && isOn(key)).length - zoomTwice
  );
}

function settingsOf(config: AugmentationConfig): readonly (keyof AugmentationConfig)[] {
  return Object.keys(config) as (keyof AugmentationConfig)[];
}

/** Of the settings that the presets differ in, each measured by its standard value. */
const strengthSettings = ['rotation', 'widthShift', 'heightShift', 'shear', 'zoom'] as const;

function distance(a: AugmentationConfig, b: AugmentationConfig): number {
  return strengthSettings.reduce(
    (sum, setting) => sum + Math.abs(a[setting] - b[setting]) / standardAugmentation[setting],
    0,
  );
}
