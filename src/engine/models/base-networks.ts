import type { LayerSpec, Preprocessing, WeightedSpec } from '../../shared/network.ts';
import { vggPreprocessing } from '../../shared/preprocessing.ts';
import { hasWeights, type WeightPart } from '../../shared/weight-parts.ts';
import { layerShapes } from './layer-shapes.ts';
import { vgg16Layers } from './vgg16.ts';

export interface BaseNetwork {
  readonly layers: readonly LayerSpec[];
  readonly preprocessing: Preprocessing;
}

/** The networks that come with pretrained weights; a new one is one more entry, and one in resources/weights.json. */
export const baseNetworks = {
  vgg16: { layers: vgg16Layers, preprocessing: vggPreprocessing },
} as const satisfies Record<string, BaseNetwork>;

export type BaseName = keyof typeof baseNetworks;

export interface WeightShape {
  /** `block1_conv1/kernel` */
  readonly name: string;
  readonly layer: string;
  readonly kind: WeightedSpec['kind'];
  readonly part: WeightPart;
  readonly shape: readonly number[];
}

/** A base's weights in canonical order: layer by layer, in Keras's order. */
export function baseWeightShapes(base: BaseName): readonly WeightShape[] {
  const { layers, preprocessing } = baseNetworks[base];
  // Weights do not depend on the size of the picture, as long as it is large enough.
  const shapes = layerShapes({ inputShape: [512, 512, 3], preprocessing, layers });
  return layers
    .filter(hasWeights)
    .flatMap(({ name: layer, kind }) =>
      shapes
        .find(({ name }) => name === layer)!
        .weights.map(({ part, shape }) => ({ name: `${layer}/${part}`, layer, kind, part, shape })),
    );
}
