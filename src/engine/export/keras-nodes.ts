import { type NetworkSpec, pictureName } from '../../shared/network.ts';
import { weightParts } from '../../shared/weight-parts.ts';
import type { HostTensor } from '../storage/safetensors.ts';
import { describeKerasLayer, type KerasForm } from './describe-keras-layer.ts';
import { describeFrontLayer } from './describe-front-layer.ts';
import { type FrontLayer, frontLayers } from './front-layers.ts';
import type { KerasGraph, KerasInput, KerasNode } from './keras-graph.ts';
import { normalisationNodes } from './normalisation-nodes.ts';
import type { PhotoFront } from './photo-front.ts';

/**
 * The network in Keras's layers; `front`: what stands before it in the form `photo`, null: nothing, the preprocessed
 * picture comes in. Throws `layer-not-exportable`.
 */
export function kerasNodes(network: NetworkSpec, form: KerasForm, front: PhotoFront | null): KerasGraph {
  const ownWeights = new Map<string, HostTensor>();
  const nodes: KerasNode[] = [];
  const input = inputOf(network, form, front);
  let picture = input.name;
  if (front) {
    const { layers, weights } = frontLayers(front, network.inputShape, form);
    for (const [name, tensor] of weights) ownWeights.set(name, tensor);
    for (const layer of layers) {
      nodes.push(frontNode(layer, form, picture));
      picture = layer.name;
    }
  }
  let before = picture;
  for (const [index, layer] of network.layers.entries()) {
    const inputs = (layer.inputs ?? [before]).map((name) => (name === pictureName ? picture : name));
    if (layer.kind === 'localResponseNormalization' && form === 'keras') {
      const expanded = normalisationNodes(network, index, inputs[0]!);
      nodes.push(...expanded.nodes);
      for (const [name, tensor] of expanded.weights) ownWeights.set(name, tensor);
    } else {
      const weights = weightParts(layer).map((part) => `${layer.name}/${part}`);
      nodes.push({ ...describeKerasLayer(layer, form), name: layer.name, inputs, weights });
    }
    before = layer.name;
  }
  return { input, nodes, ownWeights };
}

function inputOf({ inputShape }: NetworkSpec, form: KerasForm, front: PhotoFront | null): KerasInput {
  if (!front) return { name: 'preprocessed_picture', dtype: 'float32', shape: inputShape };
  const [height, width] = inputShape;
  const shape = front.resizeTo ? [null, null, 3] : [height, width, 3];
  // TensorFlow.js has no smaller whole numbers.
  return { name: 'photo', dtype: form === 'tfjs' ? 'int32' : 'uint8', shape };
}

function frontNode(layer: FrontLayer, form: KerasForm, input: string): KerasNode {
  if (layer.kind === 'conv2d' || layer.kind === 'batchNorm') {
    const weights = weightParts(layer).map((part) => `${layer.name}/${part}`);
    return { ...describeKerasLayer(layer, form), name: layer.name, inputs: [input], weights };
  }
  const weights = layer.kind === 'levelTable' ? [`${layer.name}/embeddings`] : [];
  return { ...describeFrontLayer(layer), name: layer.name, inputs: [input], weights };
}
