import { describe, expect, it } from 'vitest';
import { baseNames, bases, type BaseName } from '../../../shared/bases.ts';
import { hasWeights } from '../../../shared/weight-parts.ts';
import { baseNetworks } from '../base-networks.ts';
import { describeNetwork } from '../describe-network.ts';
import { cutAtOrBelow } from '../layer-inputs.ts';
import { layerShapes } from '../layer-shapes.ts';
import { weightsEntry } from '../weights/weights-catalogue.ts';

/** Parameters without the dense layers, and features of a picture of Keras's own size. Source: keras.applications. */
const published: Readonly<Record<BaseName, readonly [parameters: number, side: number, shape: number[]]>> = {
  vgg16: [14_714_688, 224, [7, 7, 512]],
  vgg19: [20_024_384, 224, [7, 7, 512]],
  resnet50: [23_587_712, 224, [7, 7, 2048]],
  mobilenet: [3_228_864, 224, [7, 7, 1024]],
  'mobilenet-v2': [2_257_984, 224, [7, 7, 1280]],
  'inception-v3': [21_802_784, 299, [8, 8, 2048]],
  xception: [20_861_480, 299, [10, 10, 2048]],
};

describe.each(baseNames)('%s', (base) => {
  const layers = baseNetworks[base];
  const { blocks, cuts, thawFrom, preprocessing } = bases[base];
  const [parameters, side, shape] = published[base];
  const shapes = layerShapes({ inputShape: [side, side, 3], preprocessing, layers });

  it('has the parameters and shapes that were published', () => {
    expect(shapes.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameters);
    expect(shapes.at(-1)!.outputShape).toEqual(shape);
    expect(weightsEntry(base).parameters).toBe(parameters);
  });

  it('can be cut where its blocks begin, and is thawed from one of them', () => {
    const places = blocks.map(({ from }) => layers.findIndex(({ name }) => name === from));
    expect(places[0]).toBe(0);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    for (const place of places) expect(cutAtOrBelow({ layers }, place)).toBe(place);
    expect(blocks.map(({ from }) => from)).toContain(thawFrom);
  });

  it('can end with every block', () => {
    const starts = blocks.slice(1).map(({ from }) => layers.findIndex(({ name }) => name === from));
    const ends = cuts.map((cut) => layers.findIndex(({ name }) => name === cut));
    expect(ends).toHaveLength(starts.length);
    ends.forEach((end, index) => {
      expect(cutAtOrBelow({ layers }, end + 1)).toBe(end + 1);
      // Nothing with weights is between the two.
      expect(layers.slice(end + 1, starts[index]).filter(hasWeights)).toEqual([]);
      expect(end).toBeLessThan(starts[index]!);
    });
  });

  it('carries a head of the kind that goes with it', () => {
    const config = { kind: 'base', base, units: 16, dropout: 0.5 } as const;
    const network = describeNetwork(config, { size: side, fit: 'stretch' }, 3);
    const start = layers.length;
    const first = base.startsWith('vgg') ? 'flatten' : 'global_average_pooling2d';
    expect(network.layers.slice(start).map(({ name }) => name)).toEqual([
      first,
      'dense',
      'dropout',
      'predictions',
    ]);
    expect(network.layers.filter(hasWeights)).toHaveLength(layers.filter(hasWeights).length + 2);
  });
});
