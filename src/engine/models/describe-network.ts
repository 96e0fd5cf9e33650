import { assertNever } from '../../shared/assert-never.ts';
import { bases } from '../../shared/bases.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { LayerSpec, NetworkSpec } from '../../shared/network.ts';
import { numChannels, preprocessingFor } from '../../shared/preprocessing.ts';
import { hiddenUnits, type ImageConfig, type NetworkConfig } from '../../shared/recipe.ts';
import { baseNetworks } from './base-networks.ts';
import { denseLayers } from './dense-layers.ts';
import { layerShapes } from './layer-shapes.ts';
import { cutAtOrBelow } from './layer-inputs.ts';
import { flatten, globalAveragePool2d } from './layers.ts';
import { photoConvnet } from './scratch/convnets.ts';
import { designs, type Design } from './scratch/designs.ts';

/**
 * The whole network of a recipe as one flat list of layers with Keras's names, `predictions` the last of them.
 * Throws `image-size-too-small`, `unknown-layer` for a cut.
 */
export function describeNetwork(config: NetworkConfig, image: ImageConfig, numClasses: number): NetworkSpec {
  const network = unchecked(config, image, numClasses);
  layerShapes(network);
  return network;
}

/**
 * Layers before the head that came with weights; 0 for networks from scratch. Of an imported network: those before
 * its places become numbers.
 */
export function numBaseLayers(config: NetworkConfig): number {
  if (config.kind === 'imported') return Math.max(0, config.layers.findLastIndex(endsPlaces));
  return config.kind === 'base' ? baseLayers(config).length : 0;
}

function endsPlaces({ kind }: LayerSpec): boolean {
  return kind === 'flatten' || kind === 'globalAveragePool2d';
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
  const preprocessing = preprocessingFor(config);
  if (config.kind === 'imported') {
    const layers = withClasses(config.layers, numClasses);
    return { inputShape: [size, size, numChannels(preprocessing)], preprocessing, layers };
  }
  const { layers, dropout } = bodyOf(config);
  const dense = { units: hiddenUnits(config), rate: config.dropout, dropout };
  return {
    inputShape: [size, size, numChannels(preprocessing)],
    preprocessing,
    layers: [...layers, headStart(config), ...denseLayers(dense, numClasses)],
  };
}

/** Layers whose last one answers for so many classes: as it is where it does already, else as Thaw's own. */
function withClasses(layers: readonly LayerSpec[], numClasses: number): readonly LayerSpec[] {
  const last = layers.at(-1)!;
  if (last.kind !== 'dense') return layers;
  const answers = last.activation === 'sigmoid' ? 2 : last.units;
  if (answers === numClasses) return layers;
  const shape = numClasses === 2 ? ({ units: 1, activation: 'sigmoid' } as const) : null;
  return [...layers.slice(0, -1), { ...last, ...(shape ?? { units: numClasses, activation: 'softmax' }) }];
}

/** How places become numbers. */
function headStart(config: NetworkConfig): LayerSpec {
  return config.kind === 'base' && bases[config.base].headStart === 'mean'
    ? globalAveragePool2d('global_average_pooling2d')
    : flatten('flatten');
}

function bodyOf(config: Exclude<NetworkConfig, { kind: 'imported' }>): Design {
  switch (config.kind) {
    case 'base':
      return { layers: baseLayers(config), dropout: 'after' };
    case 'small-convnet':
      return { layers: photoConvnet, dropout: 'before' };
    case 'from-scratch':
      return designs[config.design];
    default:
      return assertNever(config);
  }
}

/** The base's layers up to the one that it is cut at. Throws `unknown-layer` for one that others stand beside, too. */
function baseLayers({ base, cutAt }: Extract<NetworkConfig, { kind: 'base' }>): readonly LayerSpec[] {
  const layers = baseNetworks[base];
  if (cutAt === undefined) return layers;
  const index = layers.findIndex(({ name }) => name === cutAt);
  const canEnd = (place: number): boolean => cutAtOrBelow({ layers }, place + 1) === place + 1;
  if (index >= 0 && canEnd(index)) return layers.slice(0, index + 1);
  const known = layers.filter((_, place) => canEnd(place)).map(({ name }) => name);
  throw new ThawError('unknown-layer', { layer: cutAt, known });
}
