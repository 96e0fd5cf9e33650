import { describe, expect, it } from 'vitest';
import { conv2d, dense, flatten, maxPool2d } from './layers.ts';
import { receptiveFields } from './receptive-fields.ts';
import { vgg16Layers } from './bases/vgg.ts';

describe('receptive fields', () => {
  it('of VGG16 are the published ones', () => {
    const fields = receptiveFields({ layers: vgg16Layers });
    const at = (name: string) => fields[vgg16Layers.findIndex((layer) => layer.name === name)];
    expect(at('block1_conv2')).toEqual({ size: 5, jump: 1 });
    expect(at('block5_conv3')).toEqual({ size: 196, jump: 16 });
    expect(at('block5_pool')).toEqual({ size: 212, jump: 32 });
  });

  it('of AlexNet, at its last pooling, is 195 pixels', () => {
    const convolution = (name: string, side: number, stride: number) => ({
      ...conv2d(name, 8, side, 'valid', 'relu'),
      strides: [stride, stride] as const,
    });
    const pool = (name: string) => ({ ...maxPool2d(name, 3), strides: [2, 2] as const });
    const layers = [
      convolution('conv1', 11, 4),
      pool('pool1'),
      convolution('conv2', 5, 1),
      pool('pool2'),
      ...['conv3', 'conv4', 'conv5'].map((name) => convolution(name, 3, 1)),
      pool('pool5'),
    ];
    expect(receptiveFields({ layers }).at(-1)).toEqual({ size: 195, jump: 32 });
  });

  it('a 5x5 window sees what two of 3x3 see', () => {
    const three = (name: string) => conv2d(name, 4, 3, 'same', 'relu');
    const two = receptiveFields({ layers: [three('a'), three('b')] }).at(-1);
    expect(two).toEqual(receptiveFields({ layers: [conv2d('c', 4, 5, 'same', 'relu')] })[0]);
  });

  it('dense layers see the whole picture', () => {
    const fields = receptiveFields({
      layers: [conv2d('a', 4, 3, 'same', 'relu'), flatten('flatten'), dense('predictions', 1, 'sigmoid')],
    });
    expect(fields.map(({ size }) => size)).toEqual([3, null, null]);
  });
});
