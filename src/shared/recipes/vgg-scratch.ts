import type { Recipe, ScratchDesign } from '../recipe.ts';
import { adam, phase, standardAugmentation, tutorialDefaults } from './parts.ts';

/**
 * VGG's networks on a small data set, as a lesson on ten kinds of monkeys trains them: two dense layers of 512 where
 * the paper has 4,096 (`--set units=4096,4096`). The layers' source is K. Simonyan and A. Zisserman, arXiv:1409.1556.
 */
function vgg(design: ScratchDesign): Recipe {
  return {
    ...tutorialDefaults,
    name: `${design}-scratch`,
    network: { kind: 'from-scratch', design, units: [512, 512], dropout: 0.5 },
    ...monkeys,
  };
}

/** Pictures, changes and training of the monkeys' lesson. */
export const monkeys = {
  image: { size: 224, fit: 'stretch' },
  augmentation: { ...standardAugmentation, verticalFlip: true },
  phases: [{ ...phase('whole-network', 'all', 1e-3, 10, 32), optimizer: adam(1e-3) }],
} satisfies Partial<Recipe>;

const deeperAndDeeper = ['vgg11', 'vgg11-lrn', 'vgg13', 'vgg16-c', 'vgg16', 'vgg19'] as const;

export const vggScratchRecipes: readonly Recipe[] = [
  ...deeperAndDeeper.map(vgg),
  { ...vgg('vgg13-5x5'), name: 'vgg13-5x5' },
];
