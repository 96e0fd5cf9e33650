import { expect, it } from 'vitest';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { networkTable } from './network-table.ts';

const table = networkTable({ ...recipeByName('two-phase'), image: { size: 224, fit: 'stretch' } }, 2);
const row = (name: string) => table.rows.find(({ layer }) => layer === name)!;

it('tells what every layer of VGG16 makes of a photo', () => {
  expect(row('block1_conv1')).toMatchObject({
    outputShape: [224, 224, 64],
    parameters: 1_792,
    window: { input: 224, filter: 3, padding: 2, stride: 1, output: 224 },
    receptiveField: 3,
  });
  expect(row('block1_pool').window).toEqual({ input: 224, filter: 2, padding: 0, stride: 2, output: 112 });
  expect(row('predictions')).toMatchObject({ block: 'head', window: null, receptiveField: null });
});

it('counts the published work of its convolutions: 15.3 thousand million multiply-adds', () => {
  const convolutions = table.rows.filter(({ kind }) => kind === 'conv2d');
  const work = convolutions.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
  expect(work / 1e9).toBeCloseTo(15.35, 1);
  expect(convolutions.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(14_714_688);
});

it('the size formula gives the side of every output', () => {
  for (const { window } of networkTable(recipeByName('scratch'), 3).rows)
    if (window) {
      const { input, filter, padding, stride, output } = window;
      expect(Math.floor((input - filter + padding) / stride) + 1).toBe(output);
    }
});
