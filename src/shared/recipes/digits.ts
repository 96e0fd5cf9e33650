import type { Recipe } from '../recipe.ts';
import { phase, tutorialDefaults } from './parts.ts';

/** The tutorial's first networks, for MNIST's digits. Source: F. Chollet, "Deep Learning with Python", 2.1 and 5.1. */
const digitsDefaults = {
  ...tutorialDefaults,
  image: { size: 28, fit: 'stretch' },
  augmentation: null,
  copies: 1,
} as const satisfies Partial<Recipe>;

export const digitsRecipes: readonly Recipe[] = [
  {
    ...digitsDefaults,
    name: 'digits',
    network: { kind: 'from-scratch', design: 'digits', units: 64, dropout: 0 },
    phases: [phase('whole-network', 'all', 1e-3, 5, 64)],
  },
  {
    ...digitsDefaults,
    name: 'digits-dense',
    network: { kind: 'from-scratch', design: 'digits-dense', units: 512, dropout: 0 },
    phases: [phase('whole-network', 'all', 1e-3, 5, 128)],
  },
];
