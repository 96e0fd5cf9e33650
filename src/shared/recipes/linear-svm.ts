import type { Recipe } from '../recipe.ts';
import { adam, phase, tutorialDefaults } from './parts.ts';

/**
 * A linear support vector machine on the features of the frozen base, as K. Simonyan and A. Zisserman, arXiv:1409.1556,
 * carry them over to other data sets: no hidden layer, one machine for each class against the others.
 *
 * They give features a length of 1; Thaw leaves them as they are and chooses C by their length, one over the mean of its
 * square, as T. Joachims's SVM-light does by default: photos of cats and dogs have 2e6 after VGG16's block5_pool. The
 * kernel begins at next to nothing, for what it begins with across the photos' features never leaves it.
 */
export const linearSvmRecipe: Recipe = {
  ...tutorialDefaults,
  name: 'linear-svm',
  network: { kind: 'base', base: 'vgg16', units: [], dropout: 0 },
  initialiser: { kind: 'normal', deviation: 1e-6 },
  loss: { kind: 'squared-hinge', c: 1e-6 },
  augmentation: null,
  copies: 1,
  phases: [
    {
      ...phase('head', 'head', 1e-5, 30),
      optimizer: adam(1e-5),
      schedule: { kind: 'cosine', floor: 0 },
    },
  ],
};
