import type { Recipe } from '../recipe.ts';
import { phase, standardAugmentation, tutorialDefaults } from './parts.ts';

/**
 * The recipes of the small-data tutorial. Source of the numbers: F. Chollet, "Building powerful image
 * classification models using very little data", and chapter 5 of "Deep Learning with Python".
 */
export const tutorialRecipes: readonly Recipe[] = [
  {
    ...tutorialDefaults,
    name: 'two-phase',
    network: { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 },
    augmentation: standardAugmentation,
    phases: [phase('head', 'head', 2e-5, 30), phase('fine-tune', 'block5_conv1', 1e-5, 100)],
  },
  {
    ...tutorialDefaults,
    name: 'frozen',
    network: { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 },
    augmentation: standardAugmentation,
    phases: [phase('head', 'head', 2e-5, 30)],
  },
  {
    ...tutorialDefaults,
    name: 'cached-features',
    network: { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 },
    augmentation: null,
    copies: 1,
    phases: [phase('head', 'head', 2e-5, 30)],
  },
  {
    ...tutorialDefaults,
    name: 'scratch',
    network: { kind: 'small-convnet', units: 512, dropout: 0 },
    augmentation: null,
    copies: 1,
    phases: [phase('whole-network', 'all', 1e-4, 30)],
  },
  {
    ...tutorialDefaults,
    name: 'scratch-augmented',
    network: { kind: 'small-convnet', units: 512, dropout: 0.5 },
    augmentation: standardAugmentation,
    phases: [phase('whole-network', 'all', 1e-4, 100, 32)],
  },
];
