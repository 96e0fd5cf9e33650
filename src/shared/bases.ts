import type { Preprocessing } from './network.ts';

/** The networks that come with pretrained weights; ../engine/models/bases has their layers. */
export const baseNames = [
  'vgg16',
  'vgg19',
  'resnet50',
  'mobilenet',
  'mobilenet-v2',
  'inception-v3',
  'xception',
] as const;
export type BaseName = (typeof baseNames)[number];

/** A part of a base that people speak of, and that it can be thawed from. */
export interface BaseBlock {
  readonly name: string;
  /** Its first layer. */
  readonly from: string;
}

export interface Base {
  /** For people, the same in every language. */
  readonly title: string;
  readonly preprocessing: Preprocessing;
  /** Side in pixels of the picture that it is usually given. */
  readonly imageSize: number;
  /** Side in pixels of the pictures that its weights come from. Source: the papers, as keras.io/api/applications has it. */
  readonly trainedSize: number;
  /** How a head begins: with all places, or with the mean over them, as Keras's guides have it for this base. */
  readonly headStart: 'flatten' | 'mean';
  /** From the picture on. */
  readonly blocks: readonly BaseBlock[];
  /** Where it may end before its end: the last layer of every block but the last, for a head on earlier features. */
  readonly cuts: readonly string[];
  /** The layer that fine-tuning begins with unless another is chosen: the last block, or the last that is enough. */
  readonly thawFrom: string;
}

/**
 * Blue, green, red minus ImageNet's mean, unscaled. Source: Keras preprocess_input, caffe mode.
 */
const caffe: Preprocessing = { channelOrder: 'bgr', mean: [103.939, 116.779, 123.68], scale: 1 };

/** Red, green, blue between -1 and 1. Source: Keras preprocess_input, tf mode. */
const centred: Preprocessing = { channelOrder: 'rgb', mean: [127.5, 127.5, 127.5], scale: 1 / 127.5 };

const vggBlocks = [1, 2, 3, 4, 5].map((block) => ({ name: `block${block}`, from: `block${block}_conv1` }));

export const bases: Readonly<Record<BaseName, Base>> = {
  // The tutorial's size: the recipes are made for it.
  vgg16: vgg('VGG16'),
  vgg19: vgg('VGG19'),
  resnet50: {
    title: 'ResNet50',
    preprocessing: caffe,
    imageSize: 224,
    trainedSize: 224,
    headStart: 'mean',
    blocks: [
      { name: 'conv1', from: 'conv1_pad' },
      ...[2, 3, 4, 5].map((stage) => ({ name: `conv${stage}`, from: `conv${stage}_block1_1_conv` })),
    ],
    cuts: ['pool1_pool', 'conv2_block3_out', 'conv3_block4_out', 'conv4_block6_out'],
    thawFrom: 'conv5_block1_1_conv',
  },
  mobilenet: {
    title: 'MobileNet',
    preprocessing: centred,
    imageSize: 224,
    trainedSize: 224,
    headStart: 'mean',
    blocks: [
      { name: 'conv1', from: 'conv1' },
      { name: 'conv2', from: 'conv_pad_2' },
      { name: 'conv4', from: 'conv_pad_4' },
      { name: 'conv6', from: 'conv_pad_6' },
      { name: 'conv12', from: 'conv_pad_12' },
    ],
    cuts: [1, 3, 5, 11].map((block) => `conv_pw_${block}_relu`),
    thawFrom: 'conv_pad_12',
  },
  'mobilenet-v2': {
    title: 'MobileNetV2',
    preprocessing: centred,
    imageSize: 224,
    trainedSize: 224,
    headStart: 'mean',
    blocks: [
      { name: 'Conv1', from: 'Conv1' },
      ...[1, 3, 6, 10, 13, 16].map((block) => ({ name: `block_${block}`, from: `block_${block}_expand` })),
    ],
    cuts: ['expanded_conv_project_BN', ...[2, 5, 9, 12, 15].map((block) => `block_${block}_add`)],
    thawFrom: 'block_13_expand',
  },
  'inception-v3': {
    title: 'InceptionV3',
    preprocessing: centred,
    imageSize: 299,
    trainedSize: 299,
    headStart: 'mean',
    // A module's first layer in Keras's order, which begins with the longest way through it.
    blocks: [
      { name: 'stem', from: 'conv2d' },
      { name: 'mixed0', from: 'conv2d_8' },
      { name: 'mixed3', from: 'conv2d_27' },
      { name: 'mixed4', from: 'conv2d_34' },
      { name: 'mixed8', from: 'conv2d_72' },
      { name: 'mixed9', from: 'conv2d_80' },
      { name: 'mixed10', from: 'conv2d_89' },
    ],
    cuts: ['max_pooling2d_1', 'mixed2', 'mixed3', 'mixed7', 'mixed8', 'mixed9'],
    // Keras's guide to fine-tuning it thaws the last two modules.
    thawFrom: 'conv2d_80',
  },
  xception: {
    title: 'Xception',
    preprocessing: centred,
    imageSize: 299,
    trainedSize: 299,
    headStart: 'mean',
    blocks: [
      { name: 'block1', from: 'block1_conv1' },
      { name: 'block2', from: 'block2_sepconv1' },
      ...[3, 4, 5, 9, 13].map((block) => ({ name: `block${block}`, from: `block${block}_sepconv1_act` })),
      { name: 'block14', from: 'block14_sepconv1' },
    ],
    cuts: ['block1_conv2_act', 'add', ...[1, 2, 6, 10, 11].map((number) => `add_${number}`)],
    thawFrom: 'block14_sepconv1',
  },
};

function vgg(title: string): Base {
  const common = {
    preprocessing: caffe,
    imageSize: 150,
    trainedSize: 224,
    headStart: 'flatten',
    blocks: vggBlocks,
    cuts: [1, 2, 3, 4].map((block) => `block${block}_pool`),
  } as const;
  return { title, ...common, thawFrom: 'block5_conv1' };
}

/** What a network's base is called; nothing for a network from scratch. */
export function baseTitle(network: { readonly kind: string; readonly base?: BaseName }): string {
  return network.base === undefined ? '' : bases[network.base].title;
}
