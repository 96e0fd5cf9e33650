import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { DenseSpec, LayerSpec, NetworkSpec } from '../../../shared/network.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';

/** A network that runs over a picture of another size. */
export interface DenseNetwork {
  readonly network: NetworkSpec;
  readonly weights: TensorMap;
}

/**
 * The network over pictures of `side` pixels: its dense layers as convolutions, the first as large as the features that
 * it was flattened from, the others 1 x 1, so that it answers at every place where its own picture would fit. A
 * network that averages over all places takes any size as it is. Throws `method-not-possible` where it does neither,
 * or where the picture is smaller than the network's own. Source: K. Simonyan and A. Zisserman, 2015, section 3.2.
 */
export function denseNetwork({ network, weights }: DenseNetwork, side: number, method: string): DenseNetwork {
  const { layers } = network;
  const [ownSide, , channels] = network.inputShape;
  const refuse = (reason: 'head' | 'size'): ThawError =>
    new ThawError('method-not-possible', { method, reason, size: ownSide });
  if (side < ownSide) throw refuse('size');
  const whole = { ...network, inputShape: [side, side, channels] as const };
  if (layers.some(({ kind }) => kind === 'globalAveragePool2d')) return { network: whole, weights };
  const flatten = layers.findIndex(({ kind }) => kind === 'flatten');
  const [height = 0, width = 0] = flatten > 0 ? layerShapes(network)[flatten - 1]!.outputShape : [];
  const head = layers.slice(flatten + 1);
  const isPlain = head.every(({ kind, inputs }) => !inputs && (kind === 'dense' || kind === 'dropout'));
  if (height === 0 || !isPlain || head[0] === undefined) throw refuse('head');
  const firstDense = head.find((layer): layer is DenseSpec => layer.kind === 'dense');
  if (!firstDense) throw refuse('head');
  const kernelOf = (layer: DenseSpec): readonly [number, number] =>
    layer === firstDense ? [height, width] : [1, 1];
  const converted = new Map(weights);
  const convolutions = head.map((layer): LayerSpec => {
    if (layer.kind !== 'dense') return layer;
    const name = `${layer.name}/kernel`;
    converted.set(name, asConvolution(weights.get(name)!, kernelOf(layer)));
    return {
      kind: 'conv2d',
      name: layer.name,
      filters: layer.units,
      kernelSize: kernelOf(layer),
      strides: [1, 1],
      padding: 'valid',
      activation: layer.activation,
    };
  });
  return {
    network: { ...whole, layers: [...layers.slice(0, flatten), ...convolutions] },
    weights: converted,
  };
}

/** Flattened features come in the order of height, width, channels, which is a kernel's. */
function asConvolution(
  { shape, values }: HostTensor,
  [height, width]: readonly [number, number],
): HostTensor {
  const [inputs, units] = shape as [number, number];
  return { shape: [height, width, inputs / (height * width), units], values };
}
