import { bases, type BaseName } from '../../shared/bases.ts';
import type { LayerSpec, WeightedSpec } from '../../shared/network.ts';
import { hasWeights, type WeightPart } from '../../shared/weight-parts.ts';
import { inceptionV3Layers } from './bases/inception-v3.ts';
import { mobilenetLayers } from './bases/mobilenet.ts';
import { mobilenetV2Layers } from './bases/mobilenet-v2.ts';
import { resnet50Layers } from './bases/resnet50.ts';
import { vgg16Layers, vgg19Layers } from './bases/vgg.ts';
import { xceptionLayers } from './bases/xception.ts';
import { layerShapes } from './layer-shapes.ts';

/**
 * The layers of the networks that come with pretrained weights, in Keras's order; a new one is one more entry here, one
 * in ../../shared/bases.ts and one in resources/weights.json.
 */
export const baseNetworks: Readonly<Record<BaseName, readonly LayerSpec[]>> = {
  vgg16: vgg16Layers,
  vgg19: vgg19Layers,
  resnet50: resnet50Layers,
  mobilenet: mobilenetLayers,
  'mobilenet-v2': mobilenetV2Layers,
  'inception-v3': inceptionV3Layers,
  xception: xceptionLayers,
};

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
  const layers = baseNetworks[base];
  // Weights do not depend on the size of the picture, as long as it is large enough.
  const shapes = layerShapes({
    inputShape: [512, 512, 3],
    preprocessing: bases[base].preprocessing,
    layers,
  });
  return layers.flatMap((layer, index) =>
    hasWeights(layer)
      ? shapes[index]!.weights.map(({ part, shape }) => ({
          name: `${layer.name}/${part}`,
          layer: layer.name,
          kind: layer.kind,
          part,
          shape,
        }))
      : [],
  );
}
