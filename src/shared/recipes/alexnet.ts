import { noAugmentation } from '../augmentation.ts';
import type { Recipe } from '../recipe.ts';
import { phase, tutorialDefaults } from './parts.ts';
import { monkeys } from './vgg-scratch.ts';

/**
 * AlexNet (A. Krizhevsky, I. Sutskever and G. Hinton, 2012) at half its width, as the lesson on ten kinds of monkeys
 * trains it; and whole, by the solver of a lesson on Caffe's bvlc_alexnet.
 */
export const alexnetRecipes: readonly Recipe[] = [
  {
    ...tutorialDefaults,
    name: 'alexnet',
    network: { kind: 'from-scratch', design: 'alexnet', units: [2048, 2048], dropout: 0.2 },
    ...monkeys,
  },
  {
    ...tutorialDefaults,
    name: 'alexnet-caffe',
    network: { kind: 'from-scratch', design: 'alexnet-caffe', units: [4096, 4096], dropout: 0.5 },
    image: { size: 227, fit: 'stretch', stored: 256 },
    centring: 'mean-image',
    augmentation: { ...noAugmentation, randomCrop: true, horizontalFlip: true },
    initialiser: { kind: 'normal', deviation: 0.01 },
    // Caffe's fillers; its first, third and last layers begin at 0.
    initialBias: 0.1,
    displayEvery: 20,
    snapshotEvery: 200,
    phases: [
      {
        ...phase('whole-network', 'all', 0.01, 10, 50),
        optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false, decay: 0 },
        schedule: { kind: 'step', factor: 0.1, every: 500, unit: 'steps' },
        stepsPerEpoch: 100,
        // Caffe's weight_decay of 5e-4 is the gradient's factor, twice that of the squares.
        l2: 2.5e-4,
      },
    ],
  },
];
