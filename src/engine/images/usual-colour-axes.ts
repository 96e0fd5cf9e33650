import type { ColourAxes } from '../../shared/colour-axes.ts';

/**
 * The principal components of ImageNet's colours, where those of the training photos are not known: in previews, and
 * where only the work of a change is measured. Source: facebook/fb.resnet.torch, datasets/imagenet.lua.
 */
export const usualColourAxes: ColourAxes = {
  values: [0.2175, 0.0188, 0.0045],
  vectors: [
    [0.5675, 0.5808, 0.5836],
    [0.7192, -0.0045, -0.6948],
    [-0.4009, 0.814, -0.4203],
  ],
};
