import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import { changesOn, strengthOf } from '../../../shared/recipes/augmentation-presets.ts';
import type { TrainWords } from './words/en.ts';

/** The augmentation of the next run in a word: `Standard`, `Strong, changed`, `Off`. */
export function augmentationWord({ augments, augmentation }: ProjectSettings, words: TrainWords): string {
  if (!augments || changesOn(augmentation) === 0) return words.off;
  const { preset, changed } = strengthOf(augmentation);
  return changed ? words.changed(words.presets[preset]) : words.presets[preset];
}
