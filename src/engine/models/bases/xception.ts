import { type LayerSpec, pictureName } from '../../../shared/network.ts';
import { inKerasOrder, type JoinedLayer } from '../keras-order.ts';
import { activated, normalised, unbiasedConvolution } from './joined-layers.ts';

/**
 * Xception without its dense layer, as Keras has it (keras/src/applications/xception.py). Source: F. Chollet,
 * arXiv:1610.02357. Keras does not name the convolutions beside a block, their normalisations and the sums; they are
 * numbered by kind as in a fresh session.
 */
export const xceptionLayers: readonly LayerSpec[] = inKerasOrder([
  ...plainConvolution('block1_conv1', pictureName, 32, 2),
  ...plainConvolution('block1_conv2', 'block1_conv1_act', 64, 1),
  ...halving(2, 'block1_conv2_act', 0, [128, 128], false),
  ...halving(3, sum(0), 1, [256, 256], true),
  ...halving(4, sum(1), 2, [728, 728], true),
  ...Array.from({ length: 8 }, (_, index) => middle(index + 5, sum(index + 2), index + 3)).flat(),
  ...halving(13, sum(10), 3, [728, 1024], true),
  ...ending('block14_sepconv1', sum(11), 1536),
  ...ending('block14_sepconv2', 'block14_sepconv1_act', 2048),
]);

/** The name that Keras gives the sum with this number. */
function sum(number: number): string {
  return numbered('add', number);
}

function numbered(kind: string, number: number): string {
  return number === 0 ? kind : `${kind}_${number}`;
}

function plainConvolution(name: string, before: string, filters: number, stride: number): JoinedLayer[] {
  return [
    unbiasedConvolution(name, before, filters, 3, stride, 'valid'),
    normalised(`${name}_bn`, name),
    activated(`${name}_act`, `${name}_bn`, 'relu'),
  ];
}

/** A block that halves the picture, and a convolution of 1 x 1 beside it, the `shortcut`th. */
function halving(
  block: number,
  before: string,
  shortcut: number,
  filters: readonly [number, number],
  activatesFirst: boolean,
): JoinedLayer[] {
  const name = `block${block}`;
  const [beside, besideNorm] = [numbered('conv2d', shortcut), numbered('batch_normalization', shortcut)];
  const first = activatesFirst ? [activated(`${name}_sepconv1_act`, before, 'relu')] : [];
  return [
    unbiasedConvolution(beside, before, filters[1], 1, 2),
    normalised(besideNorm, beside),
    ...first,
    ...separated(`${name}_sepconv1`, activatesFirst ? `${name}_sepconv1_act` : before, filters[0]),
    activated(`${name}_sepconv2_act`, `${name}_sepconv1_bn`, 'relu'),
    ...separated(`${name}_sepconv2`, `${name}_sepconv2_act`, filters[1]),
    {
      kind: 'maxPool2d',
      name: `${name}_pool`,
      poolSize: [3, 3],
      strides: [2, 2],
      padding: 'same',
      inputs: [`${name}_sepconv2_bn`],
    },
    // The four halving blocks end in the sums 0, 1, 2 and, after the eight of the middle, 11.
    { kind: 'add', name: sum(shortcut < 3 ? shortcut : 11), inputs: [`${name}_pool`, besideNorm] },
  ];
}

/** Three separable convolutions, and what came in added: the sum with number `own`. */
function middle(block: number, before: string, own: number): JoinedLayer[] {
  const name = `block${block}`;
  const parts = [1, 2, 3].flatMap((part) => {
    const taken = part === 1 ? before : `${name}_sepconv${part - 1}_bn`;
    const act = `${name}_sepconv${part}_act`;
    return [activated(act, taken, 'relu'), ...separated(`${name}_sepconv${part}`, act, 728)];
  });
  return [...parts, { kind: 'add', name: sum(own), inputs: [`${name}_sepconv3_bn`, before] }];
}

function ending(name: string, before: string, filters: number): JoinedLayer[] {
  return [...separated(name, before, filters), activated(`${name}_act`, `${name}_bn`, 'relu')];
}

function separated(name: string, before: string, filters: number): JoinedLayer[] {
  return [
    {
      kind: 'separableConv2d',
      name,
      filters,
      kernelSize: [3, 3],
      strides: [1, 1],
      padding: 'same',
      activation: 'linear',
      useBias: false,
      inputs: [before],
    },
    normalised(`${name}_bn`, name),
  ];
}
