import { expect, it } from 'vitest';
import type { LayerView } from '../../../shared/app/run-view.ts';
import { layerBlocks } from './layer-blocks.ts';

const layer = (name: string, block: string, outputShape: readonly number[]): LayerView => ({
  layer: name,
  block,
  kind: outputShape.length === 3 ? 'conv2d' : 'dense',
  outputShape,
});

it('groups layers by block, with bars that fall with the resolution', () => {
  const blocks = layerBlocks([
    layer('block1_conv1', 'block1', [150, 150, 64]),
    layer('block1_conv2', 'block1', [150, 150, 64]),
    layer('block2_conv1', 'block2', [75, 75, 128]),
    layer('block5_pool', 'block5', [4, 4, 512]),
    layer('predictions', 'head', [1]),
  ]);
  expect(blocks.map(({ block, bars }) => [block, bars.map(({ height }) => height)])).toEqual([
    ['block1', [56, 56]],
    ['block2', [47]],
    ['block5', [14]],
    ['head', [12]],
  ]);
});
