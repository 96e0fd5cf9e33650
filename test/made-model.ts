import { describeNetwork } from '../src/engine/models/describe-network.ts';
import { initialiseWeights } from '../src/engine/models/initialise-weights.ts';
import type { TrainedModel } from '../src/engine/models/model-folder.ts';
import type { HostTensor } from '../src/engine/storage/safetensors.ts';
import type { NetworkConfig } from '../src/shared/recipe.ts';
import { type ModelFile, schemaVersion } from '../src/shared/run-files.ts';

export interface MadeModelConfig {
  readonly network: NetworkConfig;
  /** Side of the picture, in pixels. */
  readonly size: number;
  readonly classes: readonly string[];
  /** Factor on the last layer's kernel: made weights alone answer near 1 / numClasses whatever they see. */
  readonly boldness: number;
}

export const smallConvnet: NetworkConfig = { kind: 'small-convnet', units: 8, dropout: 0.5 };
export const smallVgg16: NetworkConfig = { kind: 'base', base: 'vgg16', units: 16, dropout: 0.5 };

/** A model whose weights were drawn and not learned, for tests of what is done with models. */
export function madeModel({ network: config, size, classes, boldness }: MadeModelConfig): TrainedModel {
  const image = { size, fit: 'stretch' } as const;
  const network = describeNetwork(config, image, classes.length);
  const weights = new Map<string, HostTensor>(initialiseWeights(network, 7));
  const last = `${network.layers.at(-1)!.name}/kernel`;
  const { shape, values } = weights.get(last)!;
  weights.set(last, { shape, values: values.map((value) => value * boldness) });
  const file: ModelFile = { schemaVersion, classes: [...classes], image, network: config, weightsSha256: '' };
  return { file, network, weights, known: null };
}
