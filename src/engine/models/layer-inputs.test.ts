import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../shared/network.ts';
import { branches, conv2d, residual } from './fixtures/small-layers.ts';
import { cutAtOrBelow, layerInputs } from './layer-inputs.ts';

const layers: readonly LayerSpec[] = [
  conv2d('first', 4, [3, 3], 1, 'same', 'relu'),
  ...residual('residual', 'first', 4),
  ...branches('branches', 'residual'),
  { kind: 'flatten', name: 'flatten' },
];

function nameOfCut(name: string): string {
  return layers[
    cutAtOrBelow(
      { layers },
      layers.findIndex((layer) => layer.name === name),
    )
  ]!.name;
}

describe('layerInputs', () => {
  it('takes the layer before where none is named, and the picture at first', () => {
    expect(layerInputs({ layers })).toEqual([
      [-1],
      [0],
      [1],
      [2],
      [3, 0],
      [4],
      [4],
      [5],
      [4],
      [6, 7, 8],
      [9],
    ]);
  });

  it('knows the picture by its name', () => {
    const whole: LayerSpec = { kind: 'add', name: 'sum', inputs: ['input', 'first'] };
    expect(layerInputs({ layers: [layers[0]!, whole] })).toEqual([[-1], [-1, 0]]);
  });

  it('refuses a layer that takes a later one', () => {
    const early: LayerSpec = { kind: 'add', name: 'sum', inputs: ['input', 'first'] };
    expect(() => layerInputs({ layers: [early, layers[0]!] })).toThrow('sum takes first');
  });
});

describe('cutAtOrBelow', () => {
  it.each([
    ['first', 'first'],
    ['residual_1', 'residual_1'],
    // Within a residual block the sum still needs what came in.
    ['residual_2', 'residual_1'],
    ['residual_bn', 'residual_1'],
    ['residual', 'residual_1'],
    ['branches_2', 'branches_2'],
    ['branches_1', 'branches_2'],
    ['branches_3', 'branches_2'],
    ['branches', 'branches_2'],
    ['flatten', 'flatten'],
  ])('%s: %s', (name, cut) => {
    expect(nameOfCut(name)).toBe(cut);
  });

  it('is the end of the network for its end', () => {
    expect(cutAtOrBelow({ layers }, layers.length)).toBe(layers.length);
  });
});
