import { drawnWeights, everyKind } from '../src/engine/models/fixtures/every-kind.ts';
import type { TrainedModel } from '../src/engine/models/model-folder.ts';
import { conv2d } from '../src/engine/models/fixtures/small-layers.ts';
import type { LayerSpec, NetworkSpec } from '../src/shared/network.ts';
import type { ImageConfig, NetworkConfig } from '../src/shared/recipe.ts';
import { madeModel, smallConvnet, smallVgg16 } from './made-model.ts';

/** Small models that exports are tried on in the programs that they are for. */

const digits: NetworkConfig = { kind: 'from-scratch', design: 'digits', units: 8, dropout: 0 };
const smallMobileNet: NetworkConfig = { kind: 'base', base: 'mobilenet', units: 8, dropout: 0 };
const two = ['cats', 'dogs'];
/** Of normalised layers, below. */
const smallVariance = 0.03;
const ten = Array.from({ length: 10 }, (_, index) => `class ${index}`);

export const exportedModels: readonly { readonly name: string; readonly model: TrainedModel }[] = [
  {
    name: 'VGG16, two classes',
    model: madeModel({ network: smallVgg16, size: 48, classes: two, boldness: 40 }),
  },
  {
    name: 'VGG16, ten classes',
    model: madeModel({ network: smallVgg16, size: 48, classes: ten, boldness: 20 }),
  },
  {
    name: 'a network from scratch, two classes',
    model: madeModel({ network: smallConvnet, size: 96, classes: two, boldness: 400 }),
  },
  {
    name: 'a network from scratch, ten classes',
    model: madeModel({ network: smallConvnet, size: 96, classes: ten, boldness: 200 }),
  },
  {
    name: 'MobileNet, two classes',
    model: lively(madeModel({ network: smallMobileNet, size: 64, classes: two, boldness: 2 })),
  },
  {
    name: 'MobileNet, ten classes',
    model: lively(madeModel({ network: smallMobileNet, size: 64, classes: ten, boldness: 2 })),
  },
  {
    name: 'a grey network, ten classes',
    model: madeModel({ network: digits, size: 28, classes: ten, boldness: 40 }),
  },
  { name: 'a layer of every kind', model: modelOf(everyKind, { size: 20, fit: 'stretch' }) },
  {
    name: 'a mean image, cut from larger photos',
    model: modelOf(withMeanImage(everyKind), { size: 20, fit: 'stretch', stored: 26 }),
  },
];

/** With local response normalisation, which not every format has. */
export const normalisedModel = {
  name: 'local response normalisation',
  model: modelOf(withNormalisation(everyKind), { size: 20, fit: 'stretch' }),
};

/** Drawn kernels make each layer's values smaller, so that 27 normalised ones would leave nothing: small variances. */
function lively(model: TrainedModel): TrainedModel {
  const weights = new Map(model.weights);
  for (const [name, { shape, values }] of weights)
    if (name.endsWith('/moving_variance'))
      weights.set(name, { shape, values: values.map(() => smallVariance) });
  return { ...model, weights };
}
function modelOf(network: NetworkSpec, image: ImageConfig): TrainedModel {
  return {
    file: {
      schemaVersion: 1,
      classes: ['a', 'b', 'c'],
      image,
      network: { kind: 'small-convnet', units: 1, dropout: 0 },
      weightsSha256: '',
    },
    network,
    weights: drawnWeights(network),
    known: null,
  };
}

function withMeanImage(network: NetworkSpec): NetworkSpec {
  const [size] = network.inputShape;
  const values = Float32Array.from({ length: size * size * 3 }, (_, place) => 90 + ((place * 7) % 61) / 3);
  const meanImage = { size, values, sha256: '' };
  const preprocessing = { channelOrder: 'bgr', mean: [99, 100, 101], meanImage, scale: 1 / 64 } as const;
  return { ...network, preprocessing };
}

/** Right after the picture: a convolution of eight channels and the normalisation over them. */
function withNormalisation(network: NetworkSpec): NetworkSpec {
  const norm: LayerSpec = {
    kind: 'localResponseNormalization',
    name: 'norm',
    depthRadius: 2,
    bias: 1,
    alpha: 0.1,
    beta: 0.75,
  };
  return {
    ...network,
    layers: [conv2d('first', 8, [3, 3], 1, 'same', 'relu'), norm, ...network.layers],
  };
}
