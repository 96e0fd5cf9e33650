import { describe, expect, it } from 'vitest';
import type { NetworkConfig, ScratchDesign } from '../../shared/recipe.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { takeWeights, weightsTaken } from './starting-point.ts';

const image = { size: 32, fit: 'stretch' } as const;
function drawn(design: ScratchDesign, numClasses: number, seed: number): TensorMap {
  const config: NetworkConfig = { kind: 'from-scratch', design, units: [8, 8], dropout: 0.5 };
  return initialiseWeights(describeNetwork(config, image, numClasses), seed);
}
const start = { run: 'a', classes: ['cats', 'dogs'], weights: drawn('vgg11', 2, 1) };

describe('takeWeights', () => {
  it('starts VGG13 with the convolutions and dense layers of VGG11', () => {
    const fresh = drawn('vgg13', 2, 2);
    const { weights, layers } = takeWeights(fresh, start, ['cats', 'dogs']);
    expect(layers.anew).toEqual(['block1_conv2', 'block2_conv2']);
    expect(layers.taken).toHaveLength(11);
    expect(weights.get('block3_conv2/kernel')).toBe(start.weights.get('block3_conv2/kernel'));
    expect(weights.get('block1_conv2/kernel')).toBe(fresh.get('block1_conv2/kernel'));
    expect([...weights.keys()]).toEqual([...fresh.keys()]);
    expect([...weightsTaken(weights, layers).keys()]).toHaveLength(22);
  });

  it.each([[['dogs', 'cats']], [['cats', 'foxes']], [['cats', 'dogs', 'foxes']]])(
    'begins the last layer anew for %j',
    (classes) => {
      const { layers } = takeWeights(drawn('vgg11', classes.length, 2), start, classes);
      expect(layers.anew).toEqual(['predictions']);
    },
  );

  it('leaves out a layer of another shape: a 1 x 1 for a 3 x 3', () => {
    const from = { ...start, weights: drawn('vgg16-c', 2, 1) };
    expect(takeWeights(drawn('vgg16', 2, 2), from, ['cats', 'dogs']).layers.anew).toEqual([
      'block3_conv3',
      'block4_conv3',
      'block5_conv3',
    ]);
  });

  it('says where nothing agrees', () => {
    const blocks = new Map([...start.weights].filter(([name]) => name.startsWith('block')));
    const other = { ...start, weights: blocks };
    expect(() => takeWeights(drawn('digits', 2, 1), other, ['0', '1'])).toThrow(/nothing-to-start-from/);
  });
});
