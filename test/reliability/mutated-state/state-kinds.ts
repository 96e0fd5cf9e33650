import type { WeightShape } from '../../../src/engine/models/base-networks.ts';

/** Files of Thaw's own, and files that a person may bring. Each kind is a folder of files, of which one is mutated. */
export const stateKinds = [
  'Keras .h5',
  'Keras .keras',
  'TensorFlow.js',
  'weights .h5',
  'weights .safetensors',
  'run',
  'project',
  'cache',
  'zip of photos',
  'packed project',
] as const;
export type StateKind = (typeof stateKinds)[number];

/** SHA-256s of all that lies in a zip, as JSON; never mutated. */
export const hashesFile = 'hashes.json';
/** Stands in a text for the folder's own path. */
export const placeWord = '@PLACE@';
export const projectId = 'aaaaaaaaaa';
export const runPhases = ['whole-network'] as const;
/** Of the made photos whose records lie in the cache. */
export const cachedPhotos = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export const recordSize = 64;

/** What is wanted of the file of weights. */
export const wantedWeights: readonly WeightShape[] = [
  { name: 'conv2d/kernel', layer: 'conv2d', kind: 'conv2d', part: 'kernel', shape: [3, 3, 3, 2] },
  { name: 'conv2d/bias', layer: 'conv2d', kind: 'conv2d', part: 'bias', shape: [2] },
];
