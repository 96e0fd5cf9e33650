import { describe, expect, it } from 'vitest';
import { smallConvnet, smallVgg16 } from '../../../test/made-model.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { configOf, type KerasModelConfig } from './keras-config.ts';
import { kerasNodes } from './keras-nodes.ts';
import { readKerasConfig } from './read-keras-config.ts';

const image = { size: 96, fit: 'stretch' } as const;
const vgg16 = describeNetwork(smallVgg16, image, 2);

/** As it comes out of a file. */
function copied(config: KerasModelConfig): { config: { layers: Record<string, unknown>[] } } {
  return JSON.parse(JSON.stringify(config)) as { config: { layers: Record<string, unknown>[] } };
}

describe('the Keras configuration', () => {
  it.each([
    ['vgg16', smallVgg16, 2],
    ['vgg16', smallVgg16, 5],
    ['small_convnet', smallConvnet, 2],
  ] as const)('of %s gives back the network it was written from', (name, config, numClasses) => {
    const { inputShape, layers } = describeNetwork(config, image, numClasses);
    const read = readKerasConfig(
      copied(configOf(kerasNodes({ ...vgg16, layers }, 'keras-h5', null), name)),
      'model.h5',
    );
    expect(read).toEqual({ inputShape, layers });
  });

  it('chains every layer to the one before and names our layers', () => {
    const { layers, output_layers: outputs } = configOf(kerasNodes(vgg16, 'keras-h5', null), 'vgg16').config;
    expect(layers.map((layer) => layer.name).slice(1)).toEqual(vgg16.layers.map((layer) => layer.name));
    expect(layers[2]!.inbound_nodes).toEqual([[[layers[1]!.name, 0, 0, {}]]]);
    expect(outputs).toEqual([['predictions', 0, 0]]);
  });

  it('is refused where a layer follows one that does not stand before it, or takes nothing', () => {
    const config = copied(configOf(kerasNodes(vgg16, 'keras-h5', null), 'vgg16'));
    config.config.layers[3]!.inbound_nodes = [[['block1_conv1', 0, 0, {}]], [['block1_conv2', 0, 0, {}]]];
    expect(() => readKerasConfig(config, 'model.h5')).toThrow('file-damaged');
    config.config.layers[3]!.inbound_nodes = [[]];
    expect(() => readKerasConfig(config, 'model.h5')).toThrow('file-damaged');
    config.config.layers[3]!.inbound_nodes = [[['block2_conv1', 0, 0, {}]]];
    expect(() => readKerasConfig(config, 'model.h5')).toThrow('block2_conv1');
  });

  it.each([
    ['a layer of an unknown kind', { class_name: 'Lambda' }],
    ['a dilated convolution', { config: { ...convolution(), dilation_rate: [2, 2] } }],
  ])('is refused with %s', (_, change) => {
    const config = copied(configOf(kerasNodes(vgg16, 'keras-h5', null), 'vgg16'));
    Object.assign(config.config.layers[1]!, change);
    expect(() => readKerasConfig(config, 'model.h5')).toThrow('file-damaged');
  });
});

function convolution(): Record<string, unknown> {
  return copied(configOf(kerasNodes(vgg16, 'keras-h5', null), 'vgg16')).config.layers[1]!.config as Record<
    string,
    unknown
  >;
}
