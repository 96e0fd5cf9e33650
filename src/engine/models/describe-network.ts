import { assertNever } from '../../shared/assert-never.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { LayerSpec, NetworkSpec } from '../../shared/network.ts';
import { preprocessingFor } from '../../shared/preprocessing.ts';
import type { ImageConfig, NetworkConfig } from '../../shared/recipe.ts';
import { baseNetworks } from './base-networks.ts';
import { layerShapes } from './layer-shapes.ts';
import { conv2d, dense, dropout, flatten, maxPool2d } from './layers.ts';

/**
 * The whole network of a recipe as one flat list of layers with Keras's names. Its last layer, `predictions`, has
 * one sigmoid unit for two classes (the probability of the second) and one softmax unit per class for more.
 * Throws `image-size-too-small`.
 */
export function describeNetwork(config: NetworkConfig, image: ImageConfig, numClasses: number): NetworkSpec {
  const network = unchecked(config, image, numClasses);
  layerShapes(network);
  return network;
}

/** Layers before the head that came with pretrained weights; 0 for networks from scratch. */
export function numBaseLayers(config: NetworkConfig): number {
  return config.kind === 'base' ? baseNetworks[config.base].layers.length : 0;
}

/**
 * Index of the first layer that learns. `learnFrom`: `head` (the layers after the base), `all`, or a layer's name.
 * Throws `unknown-layer`.
 */
export function firstLearningLayer(network: NetworkSpec, config: NetworkConfig, learnFrom: string): number {
  if (learnFrom === 'head') return numBaseLayers(config);
  if (learnFrom === 'all') return 0;
  const index = network.layers.findIndex((layer) => layer.name === learnFrom);
  if (index >= 0) return index;
  throw new ThawError('unknown-layer', {
    layer: learnFrom,
    known: ['head', 'all', ...network.layers.map((layer) => layer.name)],
  });
}

function unchecked(config: NetworkConfig, { size }: ImageConfig, numClasses: number): NetworkSpec {
  const inputShape = [size, size, 3] as const;
  switch (config.kind) {
    case 'base':
      return {
        inputShape,
        preprocessing: preprocessingFor(config),
        layers: [
          ...baseNetworks[config.base].layers,
          flatten('flatten'),
          dense('dense', config.units, 'relu'),
          ...droppedOut(config.dropout),
          predictions(numClasses),
        ],
      };
    case 'small-convnet':
      return {
        inputShape,
        preprocessing: preprocessingFor(config),
        layers: [
          ...smallConvnetBody,
          flatten('flatten'),
          ...droppedOut(config.dropout),
          dense('dense', config.units, 'relu'),
          predictions(numClasses),
        ],
      };
    default:
      return assertNever(config);
  }
}

/** The tutorial's network from scratch, up to its last pooling; named as Keras names unnamed layers. */
const smallConvnetBody: readonly LayerSpec[] = [32, 64, 128, 128].flatMap((filters, index) => {
  const suffix = index === 0 ? '' : `_${index}`;
  return [conv2d(`conv2d${suffix}`, filters, 3, 'valid', 'relu'), maxPool2d(`max_pooling2d${suffix}`, 2)];
});

function droppedOut(rate: number): LayerSpec[] {
  return rate > 0 ? [dropout('dropout', rate)] : [];
}

function predictions(numClasses: number): LayerSpec {
  return numClasses === 2 ? dense('predictions', 1, 'sigmoid') : dense('predictions', numClasses, 'softmax');
}
