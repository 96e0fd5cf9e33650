import { describe, expect, it } from 'vitest';
import { describeNetwork } from '../../describe-network.ts';
import { layerShapes } from '../../layer-shapes.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { ConvolutionPlace } from '../convolution-place.ts';
import { tileOf } from './tile-of.ts';

const wide: ConvolutionPlace = {
  input: { node: 'pixels', type: DataType.DT_FLOAT },
  inputShape: [9, 9, 512],
  kernelSize: [3, 3],
  strides: [1, 1],
  padding: 'same',
  filters: 512,
  winograd: true,
};

/** The side of VGG16's tiles for pictures of this side, by layer. */
function tilesOfVgg16(size: number): Record<string, number> {
  const network = describeNetwork(
    { kind: 'base', base: 'vgg16', units: 8, dropout: 0.5 },
    { size, fit: 'stretch' },
    2,
  );
  return Object.fromEntries(
    layerShapes(network).flatMap(({ inputShapes }, index) => {
      const layer = network.layers[index]!;
      if (layer.kind !== 'conv2d') return [];
      const outputs = tileOf({ ...wide, inputShape: inputShapes[0]!, filters: layer.filters });
      return outputs === null ? [] : [[layer.name, outputs]];
    }),
  );
}

describe('tileOf', () => {
  it('takes tiles where VGG16 has many channels, of the size that covers the pictures best', () => {
    const [block3, block4] = [4, 3];
    expect(tilesOfVgg16(150)).toEqual({
      block3_conv1: block3,
      block3_conv2: block3,
      block3_conv3: block3,
      block4_conv1: block4,
      block4_conv2: block4,
      block4_conv3: block4,
      block5_conv1: 3,
      block5_conv2: 3,
      block5_conv3: 3,
    });
    expect(tilesOfVgg16(224)).toMatchObject({ block3_conv1: 4, block4_conv1: 4, block5_conv1: 4 });
  });

  it('takes none for small pictures', () => {
    expect(Object.keys(tilesOfVgg16(64))).toEqual(['block3_conv1', 'block3_conv2', 'block3_conv3']);
  });

  it.each<[string, Partial<ConvolutionPlace>]>([
    ['where tiles are not wanted', { winograd: false }],
    ['in bfloat16', { input: { node: 'pixels', type: DataType.DT_BFLOAT16 } }],
    ['for another kernel', { kernelSize: [3, 1] }],
    ['for a stride', { strides: [2, 1] }],
    ['without zeros around', { padding: 'valid' }],
    ['for few channels', { inputShape: [9, 9, 64] }],
    ['for few filters', { filters: 64 }],
    ['for few of both', { inputShape: [9, 9, 128], filters: 128 }],
  ])('takes none %s', (_, change) => {
    expect(tileOf(wide)).toBe(3);
    expect(tileOf({ ...wide, ...change })).toBeNull();
  });
});
