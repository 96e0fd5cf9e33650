import { expect, it } from 'vitest';
import { madeModel, smallConvnet } from '../../../test/made-model.ts';
import { foldTemperature } from './fold-temperature.ts';

it('divides the last layer alone, and leaves what it was given as it is', () => {
  const { network, weights } = madeModel({
    network: smallConvnet,
    size: 96,
    classes: ['a', 'b', 'c'],
    boldness: 1,
  });
  const last = network.layers.at(-1)!.name;
  const before = [...weights.get(`${last}/kernel`)!.values];
  const folded = foldTemperature(network, weights, 2);
  expect([...folded.keys()]).toEqual([...weights.keys()]);
  for (const [name, { values }] of folded) {
    const expected = weights.get(name)!.values;
    if (name.startsWith(`${last}/`))
      expect([...values]).toEqual([...expected].map((value) => Math.fround(value / 2)));
    else expect(values).toBe(expected);
  }
  expect([...weights.get(`${last}/kernel`)!.values]).toEqual(before);
});
