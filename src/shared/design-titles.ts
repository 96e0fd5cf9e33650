import type { ScratchDesign } from './recipe.ts';

/** How networks from scratch are called for people, the same in every language. */
export const designTitles: Readonly<Record<ScratchDesign, string>> = {
  digits: 'Digits',
  'digits-dense': 'Digits (dense)',
  alexnet: 'AlexNet',
  'alexnet-caffe': 'AlexNet (Caffe)',
  vgg11: 'VGG11',
  'vgg11-lrn': 'VGG11 (LRN)',
  vgg13: 'VGG13',
  'vgg13-5x5': 'VGG13 (5 × 5)',
  'vgg16-c': 'VGG16 (C)',
  vgg16: 'VGG16',
  vgg19: 'VGG19',
};
