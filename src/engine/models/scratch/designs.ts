import type { LayerSpec } from '../../../shared/network.ts';
import type { ScratchDesign } from '../../../shared/recipe.ts';
import { caffeAlexnet, halfAlexnet } from './alexnet.ts';
import { digitsConvnet } from './convnets.ts';
import { vgg11WithNormalisation, vggBlocks, vggLayers } from './vgg.ts';

/** A network that learns from nothing, without its dense layers. */
export interface Design {
  /** Before the picture is flattened. */
  readonly layers: readonly LayerSpec[];
  /** Where dropout stands: before each hidden dense layer, or after it. */
  readonly dropout: 'before' | 'after';
}

const vgg = (name: keyof typeof vggBlocks): Design => ({
  layers: vggLayers(vggBlocks[name]),
  dropout: 'before',
});

/** Every network from scratch by its name; a new one is one more entry here and in its family's file. */
export const designs: Readonly<Record<ScratchDesign, Design>> = {
  digits: { layers: digitsConvnet, dropout: 'after' },
  'digits-dense': { layers: [], dropout: 'after' },
  alexnet: { layers: halfAlexnet, dropout: 'before' },
  'alexnet-caffe': { layers: caffeAlexnet, dropout: 'after' },
  vgg11: vgg('vgg11'),
  'vgg11-lrn': { layers: vgg11WithNormalisation, dropout: 'before' },
  vgg13: vgg('vgg13'),
  'vgg13-5x5': vgg('vgg13-5x5'),
  'vgg16-c': vgg('vgg16-c'),
  vgg16: vgg('vgg16'),
  vgg19: vgg('vgg19'),
};
