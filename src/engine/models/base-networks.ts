import type { LayerSpec, Preprocessing } from '../../shared/network.ts';
import { vggPreprocessing } from '../../shared/preprocessing.ts';
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
  readonly which: 'kernel' | 'bias';
  readonly shape: readonly number[];
}

/** A base's weights in canonical order: layer by layer, the kernel before the bias. */
export function baseWeightShapes(base: BaseName): readonly WeightShape[] {
  const { layers, preprocessing } = baseNetworks[base];
  // Kernels do not depend on the size of the picture, as long as it is large enough.
  const shapes = layerShapes({ inputShape: [512, 512, 3], preprocessing, layers });
  return shapes.flatMap(({ name: layer, kernelShape }): WeightShape[] =>
    kernelShape
      ? [
          { name: `${layer}/kernel`, layer, which: 'kernel', shape: kernelShape },
          { name: `${layer}/bias`, layer, which: 'bias', shape: kernelShape.slice(-1) },
        ]
      : [],
  );
}
