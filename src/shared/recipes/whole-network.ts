import { noAugmentation } from '../augmentation.ts';
import type { OptimizerConfig, Recipe } from '../recipe.ts';
import { phase, tutorialDefaults } from './parts.ts';

/**
 * The whole of VGG16 fine-tuned at a low rate, once a head of two hidden layers has learned on the frozen base. Source:
 * a lesson on VGG that fine-tunes it on a hundred classes of ImageNet.
 */
const descent = (learningRate: number): OptimizerConfig => ({
  kind: 'sgd',
  learningRate,
  momentum: 0.9,
  nesterov: false,
  decay: 0.005,
});

export const wholeNetworkRecipes: readonly Recipe[] = [
  {
    ...tutorialDefaults,
    name: 'all-layers',
    network: { kind: 'base', base: 'vgg16', units: [512, 512], dropout: 0.5 },
    image: { size: 224, fit: 'stretch' },
    // The data set's mean in place of the base's.
    centring: 'channels',
    augmentation: {
      ...noAugmentation,
      widthShift: 0.2,
      heightShift: 0.2,
      zoom: 0.5,
      horizontalFlip: true,
      brightness: 0.1,
    },
    phases: [
      { ...phase('head', 'head', 1e-3, 20, 32), optimizer: descent(1e-3) },
      { ...phase('whole-network', 'all', 1e-5, 20, 64), optimizer: descent(1e-5) },
    ],
  },
];
