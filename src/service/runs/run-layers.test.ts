import { expect, it } from 'vitest';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import { runLayers } from './run-layers.ts';

const layersOf = (recipe: string): ReturnType<typeof runLayers> =>
  runLayers({ recipe: recipeByName(recipe), classes: ['cats', 'dogs'] });

it('lists what makes something of a picture, by block', () => {
  const layers = layersOf('two-phase');
  expect(layers).toHaveLength(20);
  expect(layers[0]).toEqual({
    layer: 'block1_conv1',
    block: 'block1',
    kind: 'conv2d',
    outputShape: [150, 150, 64],
  });
  expect(layers[17]).toEqual({
    layer: 'block5_pool',
    block: 'block5',
    kind: 'maxPool2d',
    outputShape: [4, 4, 512],
  });
  expect(layers.at(-1)).toEqual({ layer: 'predictions', block: 'head', kind: 'dense', outputShape: [1] });
});

it('has one block for the body of a network from scratch', () => {
  expect([...new Set(layersOf('scratch').map(({ block }) => block))]).toEqual(['layers', 'head']);
});
