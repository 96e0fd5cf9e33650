import type { RecipeGroup } from '../recipe-groups.ts';

const kinds: Readonly<Record<string, string>> = {
  conv2d: 'Convolution',
  depthwiseConv2d: 'Depthwise convolution',
  separableConv2d: 'Separable convolution',
  maxPool2d: 'Max pooling',
  averagePool2d: 'Average pooling',
  globalAveragePool2d: 'Global average',
  flatten: 'Flatten',
  dense: 'Dense',
  dropout: 'Dropout',
  batchNorm: 'Batch normalisation',
  activation: 'Activation',
  zeroPadding2d: 'Zero padding',
  add: 'Sum',
  concatenate: 'Concatenation',
  localResponseNormalization: 'Response normalisation',
};

export const galleryWords = {
  heading: 'Recipes',
  sentence: 'Each one trains on your photos as it stands, and every value of it can be changed afterwards.',
  views: { recipes: 'Recipes', layers: 'Layers' },
  view: 'Shown',
  groups: {
    pretrained: 'On a base that knows photos',
    small: 'Small networks from scratch',
    classic: 'Classic networks from scratch',
  } satisfies Record<RecipeGroup, string>,
  choose: 'Choose a recipe',
  inUse: 'in use',
  inUseChanged: (changes: number) => `in use, ${changes === 1 ? '1 change' : `${changes} changes`}`,
  changed: (changes: number) => (changes === 1 ? 'Changed: 1 value' : `Changed: ${changes} values`),
  timed: (time: string) => `about ${time}`,
  worked: (time: string) => `roughly ${time}`,
  cannot: 'not with these photos',
  timeNote:
    'About: measured here. Roughly: worked out from how fast another recipe ran here, for choosing only.',
  about: 'About this recipe',
  facts: {
    time: 'Time here',
    photoSize: 'Photo size',
    weights: 'Weights',
    depth: 'Depth',
    published: 'Published',
  },
  timeUnknown: 'not measured yet',
  pixels: (size: number) => `${size} × ${size}`,
  phases: 'Phases',
  phase: (epochs: number, optimizer: string, rate: string): string =>
    `${epochs === 1 ? '1 epoch' : `${epochs} epochs`}, ${optimizer} ${rate}`,
  showLayers: 'Show its layers',
  back: 'Back',
  use: (name: string) => `Use “${name}”`,
  using: 'Taking it over',
  isInUse: 'This recipe is in use.',
  willReplace:
    'Phases, network and augmentation become this recipe’s. Seed, folds and size that you changed stay.',
  layersOf: (title: string) => `${title}: layers`,
  formula:
    'Side of an output: N = (W − F + 2P) / S + 1, rounded down. W: side of the input, F: window, 2P: padding of both ends, S: stride.',
  columns: {
    layer: 'Layer',
    kind: 'Kind',
    size: 'Side',
    output: 'Output',
    parameters: 'Parameters',
    sees: 'Sees',
  },
  seesAll: 'all',
  seesNote: 'Sees: side in pixels of the part of the photo that one place of the output depends on.',
  depthOf: (layers: number): string => `${layers} layers`,
  total: (multiplications: string) => `In all, with ${multiplications} multiplications a photo`,
  kind: (kind: string): string => kinds[kind] ?? kind,
  formulaOf: (formula: string, side: number) => `${formula} = ${side}`,
  loading: 'Looking at the recipes',
};
export type GalleryWords = typeof galleryWords;
