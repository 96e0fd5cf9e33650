import { describe, expect, it } from 'vitest';
import { hasWeights } from '../../shared/weight-parts.ts';
import type { ImageConfig, NetworkConfig, ScratchDesign } from '../../shared/recipe.ts';
import { describeNetwork, firstLearningLayer, numBaseLayers } from './describe-network.ts';
import { layerShapes } from './layer-shapes.ts';
import { outputSide } from './output-shape.ts';

const image: ImageConfig = { size: 150, fit: 'stretch' };
const vgg16: NetworkConfig = { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 };
const convnet: NetworkConfig = { kind: 'small-convnet', units: 512, dropout: 0 };

function parametersOf(config: NetworkConfig, numClasses: number, layers = Infinity): number {
  return layerShapes(describeNetwork(config, image, numClasses))
    .slice(0, layers)
    .reduce((sum, layer) => sum + layer.parameters, 0);
}

describe('describeNetwork', () => {
  it('counts the parameters that were published', () => {
    expect(parametersOf(vgg16, 2, numBaseLayers(vgg16))).toBe(14_714_688);
    expect(parametersOf(convnet, 2)).toBe(3_453_121);
    expect(parametersOf(vgg16, 2) - 14_714_688).toBe(8192 * 256 + 256 + 256 + 1);
  });

  // Of the networks as they were published: VGG's with 4,096 units twice and 1,000 classes at 224 px (its paper's
  // table 2 has them in millions: 133, 133, 134, 138, 144), the digits' with 10 classes as the tutorial's summary.
  it.each([
    ['digits', 64, 28, 10, 93_322],
    ['digits-dense', 512, 28, 10, 407_050],
    ['alexnet', [2048, 2048], 224, 10, 14_601_930],
    ['alexnet-caffe', [4096, 4096], 227, 1000, 60_965_224],
    ['vgg11', [4096, 4096], 224, 1000, 132_863_336],
    ['vgg11-lrn', [4096, 4096], 224, 1000, 132_863_336],
    ['vgg13', [4096, 4096], 224, 1000, 133_047_848],
    // The paper has no number for it: its five kernels and biases, worked out by hand, and the dense layers.
    ['vgg13-5x5', [4096, 4096], 224, 1000, 10_860_672 + 123_642_856],
    ['vgg16-c', [4096, 4096], 224, 1000, 133_638_952],
    ['vgg16', [4096, 4096], 224, 1000, 138_357_544],
    ['vgg19', [4096, 4096], 224, 1000, 143_667_240],
  ] as const)('counts the parameters of %s', (design, units, size, numClasses, expected) => {
    const config: NetworkConfig = {
      kind: 'from-scratch',
      design,
      units: units as NetworkConfig['units'],
      dropout: 0.5,
    };
    const shapes = layerShapes(describeNetwork(config, { size, fit: 'stretch' }, numClasses));
    expect(shapes.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(expected);
  });

  it('has a 5 x 5 in place of two 3 x 3: the same field of view, 25 in place of 18 weights a pair of channels', () => {
    const convolutions = (design: ScratchDesign) => {
      const config: NetworkConfig = { kind: 'from-scratch', design, units: 8, dropout: 0 };
      return layerShapes(describeNetwork(config, image, 2)).flatMap(({ weights }) =>
        weights.map(({ shape }) => shape).filter((shape) => shape.length === 4),
      );
    };
    const shapes = convolutions('vgg13-5x5');
    expect(shapes).toEqual(
      [3, 64, 128, 256, 512].map((channels, index) => [5, 5, channels, [64, 128, 256, 512, 512][index]]),
    );
    expect(convolutions('vgg13')).toHaveLength(2 * shapes.length);
  });

  // The paper's table 1: padded convolutions keep the side, and the pool after each block halves it.
  it.each([
    ['vgg11', [1, 1, 2, 2, 2]],
    ['vgg11-lrn', [1, 1, 2, 2, 2]],
    ['vgg13', [2, 2, 2, 2, 2]],
    ['vgg13-5x5', [1, 1, 1, 1, 1]],
    ['vgg16-c', [2, 2, 3, 3, 3]],
    ['vgg16', [2, 2, 3, 3, 3]],
    ['vgg19', [2, 2, 4, 4, 4]],
  ] as const)('gives the blocks of %s their convolutions, sides and filters', (design, convolutions) => {
    const config: NetworkConfig = { kind: 'from-scratch', design, units: 8, dropout: 0 };
    const shapes = layerShapes(describeNetwork(config, { size: 224, fit: 'stretch' }, 10));
    const shapesOf = (start: string): readonly (readonly number[])[] =>
      shapes.flatMap(({ name, outputShape }) => (name.startsWith(start) ? [outputShape] : []));
    [64, 128, 256, 512, 512].forEach((filters, index) => {
      const [block, side] = [`block${index + 1}`, 224 / 2 ** index];
      const same = Array.from({ length: convolutions[index]! }, () => [side, side, filters]);
      expect(shapesOf(`${block}_conv`)).toEqual(same);
      expect(shapesOf(`${block}_pool`)).toEqual([[side / 2, side / 2, filters]]);
    });
  });

  it('gives the network of `scratch` the tutorial’s shapes', () => {
    const shapes = layerShapes(describeNetwork(convnet, image, 2));
    expect(shapes.map(({ outputShape, parameters }) => [outputShape.join(' x '), parameters])).toEqual([
      ['148 x 148 x 32', 896],
      ['74 x 74 x 32', 0],
      ['72 x 72 x 64', 18_496],
      ['36 x 36 x 64', 0],
      ['34 x 34 x 128', 73_856],
      ['17 x 17 x 128', 0],
      ['15 x 15 x 128', 147_584],
      ['7 x 7 x 128', 0],
      ['6272', 0],
      ['512', 3_211_776],
      ['1', 513],
    ]);
  });

  // The lesson's own sizes: 55, 27, 13 and 6 places a side.
  it.each([
    ['alexnet', 224, [48, 48, 128, 128, 192, 192, 128, 128]],
    ['alexnet-caffe', 227, [96, 96, 256, 256, 384, 384, 256, 256]],
  ] as const)('gives %s its places and filters', (design, size, filters) => {
    const config: NetworkConfig = { kind: 'from-scratch', design, units: 8, dropout: 0 };
    const network = describeNetwork(config, { size, fit: 'stretch' }, 10);
    const kinds = new Map(network.layers.map(({ name, kind }) => [name, kind]));
    const shapes = layerShapes(network).flatMap(({ name, outputShape }) =>
      ['conv2d', 'maxPool2d'].includes(kinds.get(name)!) ? [outputShape] : [],
    );
    expect(shapes.map(([side]) => side)).toEqual([55, 27, 27, 13, 13, 13, 13, 6]);
    expect(shapes.map(([, , channels]) => channels)).toEqual(filters);
  });

  it('gives the digits’ network the tutorial’s shapes', () => {
    const config: NetworkConfig = { kind: 'from-scratch', design: 'digits', units: 64, dropout: 0 };
    const network = describeNetwork(config, { size: 28, fit: 'stretch' }, 10);
    expect(network.inputShape).toEqual([28, 28, 1]);
    expect(
      layerShapes(network).map(({ outputShape, parameters }) => [outputShape.join(' x '), parameters]),
    ).toEqual([
      ['26 x 26 x 32', 320],
      ['13 x 13 x 32', 0],
      ['11 x 11 x 64', 18_496],
      ['5 x 5 x 64', 0],
      ['3 x 3 x 64', 36_928],
      ['576', 0],
      ['64', 36_928],
      ['10', 650],
    ]);
  });

  it('has several hidden layers where several are asked for, dropout where its source has it', () => {
    const names = (config: NetworkConfig) =>
      describeNetwork(config, image, 3)
        .layers.map(({ name }) => name)
        .slice(-6);
    const after = ['flatten', 'dense', 'dropout', 'dense_1', 'dropout_1', 'predictions'];
    expect(names({ ...vgg16, units: [512, 512] })).toEqual(after);
    const scratch = { kind: 'from-scratch', design: 'vgg11', units: [512, 512], dropout: 0.5 } as const;
    const before = ['flatten', 'dropout', 'dense', 'dropout_1', 'dense_1', 'predictions'];
    expect(names({ ...scratch, units: [...scratch.units] })).toEqual(before);
  });

  it('cuts the base where it is told to', () => {
    const cut = { ...vgg16, cutAt: 'block4_pool' };
    expect(numBaseLayers(cut)).toBe(14);
    const shapes = layerShapes(describeNetwork(cut, image, 2));
    expect(shapes.slice(13, 15).map(({ name, outputShape }) => [name, outputShape])).toEqual([
      ['block4_pool', [9, 9, 512]],
      ['flatten', [9 * 9 * 512]],
    ]);
    expect(() => describeNetwork({ ...vgg16, cutAt: 'block6_pool' }, image, 2)).toThrow(/unknown-layer/);
  });

  it('names the layers as Keras does', () => {
    const names = describeNetwork(vgg16, image, 2).layers.map((layer) => layer.name);
    expect(names.slice(0, 3)).toEqual(['block1_conv1', 'block1_conv2', 'block1_pool']);
    expect(names.slice(14)).toEqual([
      'block5_conv1',
      'block5_conv2',
      'block5_conv3',
      'block5_pool',
      'flatten',
      'dense',
      'dropout',
      'predictions',
    ]);
    expect(describeNetwork({ ...convnet, dropout: 0.5 }, image, 2).layers.map((layer) => layer.name)).toEqual(
      [
        'conv2d',
        'max_pooling2d',
        'conv2d_1',
        'max_pooling2d_1',
        'conv2d_2',
        'max_pooling2d_2',
        'conv2d_3',
        'max_pooling2d_3',
        'flatten',
        'dropout',
        'dense',
        'predictions',
      ],
    );
  });

  it('ends in one sigmoid unit for two classes and a softmax for more', () => {
    expect(describeNetwork(vgg16, image, 2).layers.at(-1)).toMatchObject({ units: 1, activation: 'sigmoid' });
    expect(describeNetwork(convnet, image, 10).layers.at(-1)).toMatchObject({
      units: 10,
      activation: 'softmax',
    });
  });

  it('leaves out a dropout of 0', () => {
    const layers = describeNetwork({ ...vgg16, dropout: 0 }, image, 2).layers;
    expect(layers.some((layer) => layer.kind === 'dropout')).toBe(false);
    expect(layers.filter(hasWeights)).toHaveLength(15);
  });

  it.each([
    [vgg16, 31, 32],
    [convnet, 40, 46],
  ])('says the least size of a picture', (config, size, least) => {
    expect(() => describeNetwork(config, { size, fit: 'stretch' }, 2)).toThrow(
      expect.objectContaining({ code: 'image-size-too-small', facts: { size, least } }) as Error,
    );
    expect(() => describeNetwork(config, { size: least, fit: 'stretch' }, 2)).not.toThrow();
  });
});

describe('layerShapes', () => {
  it('gives the shapes of Keras for 150 px', () => {
    const shapes = new Map(
      layerShapes(describeNetwork(vgg16, image, 2)).map((layer) => [layer.name, layer.outputShape]),
    );
    expect(shapes.get('block1_conv1')).toEqual([150, 150, 64]);
    expect(shapes.get('block4_pool')).toEqual([9, 9, 512]);
    expect(shapes.get('block5_pool')).toEqual([4, 4, 512]);
    expect(shapes.get('flatten')).toEqual([8192]);
    expect(shapes.get('predictions')).toEqual([1]);
  });

  it.each([
    [150, 3, 1, 'valid', 148],
    [227, 11, 4, 'valid', 55],
    [7, 3, 2, 'same', 4],
    [8, 3, 2, 'same', 4],
    [4, 1, 3, 'same', 2],
    [2, 3, 1, 'valid', 0],
  ] as const)('%i wide, filter %i, stride %i, %s: %i', (side, filter, stride, padding, expected) => {
    expect(outputSide(side, filter, stride, padding)).toBe(expected);
  });
});

describe('firstLearningLayer', () => {
  const network = describeNetwork(vgg16, image, 2);
  it.each([
    ['head', 18],
    ['all', 0],
    ['block5_conv1', 14],
    ['predictions', 21],
  ])('%s is layer %i', (learnFrom, index) => {
    expect(firstLearningLayer(network, vgg16, learnFrom)).toBe(index);
  });

  it('is 0 for the whole of a network from scratch', () => {
    expect(firstLearningLayer(describeNetwork(convnet, image, 2), convnet, 'head')).toBe(0);
  });

  it('refuses a layer that does not exist and says which do', () => {
    expect(() => firstLearningLayer(network, vgg16, 'block6_conv1')).toThrow(/unknown-layer.*block5_conv3/);
  });
});
