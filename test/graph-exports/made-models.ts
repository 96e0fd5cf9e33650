import { drawnWeights, everyKind } from '../../src/engine/models/fixtures/every-kind.ts';
import type { TrainedModel } from '../../src/engine/models/model-folder.ts';
import type { ImageConfig } from '../../src/shared/recipe.ts';
import type { LayerSpec, NetworkSpec, Preprocessing } from '../../src/shared/network.ts';
import { randomStream } from '../../src/shared/random.ts';
import { madeModel, smallConvnet, smallVgg16 } from '../made-model.ts';

const ten = Array.from({ length: 10 }, (_, index) => `class ${index}`);
const norm: LayerSpec = {
  kind: 'localResponseNormalization',
  name: 'norm',
  depthRadius: 2,
  bias: 1,
  alpha: 0.3,
  beta: 0.75,
};
const scratch = madeModel({ network: smallConvnet, size: 96, classes: ten, boldness: 100 });
const vgg16 = madeModel({ network: smallVgg16, size: 48, classes: ['cats', 'dogs'], boldness: 40 });

/** Models of the kinds that exports must carry, small, with drawn weights; each knows some photos. */
export const graphModels: readonly { readonly name: string; readonly model: TrainedModel }[] = [
  { name: 'VGG16, two classes', model: knowing(vgg16) },
  { name: 'the network from scratch, ten classes', model: knowing(scratch) },
];

/** Layers of every kind, groups, branches and, where it `normalises`, local responses among them. */
export function branching(
  image: Partial<ImageConfig>,
  preprocessing: Partial<Preprocessing>,
  normalises = true,
): TrainedModel {
  const { layers } = everyKind;
  const after = layers.findIndex(({ name }) => name === 'groups') + 1;
  const network: NetworkSpec = {
    ...everyKind,
    inputShape: [20, 20, preprocessing.channelOrder === 'grey' ? 1 : 3],
    preprocessing: { ...everyKind.preprocessing, ...preprocessing },
    layers: normalises ? [...layers.slice(0, after), norm, ...layers.slice(after)] : layers,
  };
  const classes = ['a', 'b', 'Käfer 鸟'];
  const made = madeModel({ network: smallConvnet, size: 96, classes, boldness: 1 });
  const file = { ...made.file, image: { size: 20, fit: 'stretch' as const, ...image } };
  return knowing({ file, network, weights: drawnWeights(network), known: null });
}

/** A picture of means, between dark and light. */
export function meanImage(size: number): NonNullable<Preprocessing['meanImage']> {
  const stream = randomStream(3, 'mean-image');
  const values = Float32Array.from({ length: size * size * 3 }, () => stream.between(80, 170));
  return { size, values, sha256: '' };
}

/** Any photos: only their number of channels counts here. */
function knowing(model: TrainedModel): TrainedModel {
  return { ...model, known: { features: new Float32Array(), channels: 0, neighbours: 1 } };
}
