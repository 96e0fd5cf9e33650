import type { LocalResponseNormalizationSpec, NetworkSpec } from '../../shared/network.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import { describeKerasLayer } from './describe-keras-layer.ts';
import type { KerasNode } from './keras-graph.ts';

/**
 * Local response normalisation, which Keras has no layer for, of parts that Keras 3 has: squares, a convolution of
 * 1 x 1 that sums neighbouring channels, a power, and the product. The layer's own name is the product's. `index`: its
 * place in the network; `input`: the node that it takes.
 */
export function normalisationNodes(
  network: NetworkSpec,
  index: number,
  input: string,
): { readonly nodes: readonly KerasNode[]; readonly weights: TensorMap } {
  const layer = network.layers[index] as LocalResponseNormalizationSpec;
  const channels = layerShapes(network)[index]!.outputShape.at(-1)!;
  const [squares, sums, powers] = ['squares', 'sums', 'powers'].map((part) => `${layer.name}_${part}`) as [
    string,
    string,
    string,
  ];
  const window = { kernelSize: [1, 1], strides: [1, 1], padding: 'valid', activation: 'linear' } as const;
  const summing = describeKerasLayer({ kind: 'conv2d', name: sums, filters: channels, ...window }, 'keras');
  const [kernel, bias] = [`${sums}/kernel`, `${sums}/bias`];
  return {
    nodes: [
      { ...multiply(squares), name: squares, inputs: [input, input], weights: [] },
      { ...summing, name: sums, inputs: [squares], weights: [kernel, bias] },
      {
        class_name: 'Power',
        config: { name: powers },
        name: powers,
        inputs: [sums],
        numbers: [-layer.beta],
        weights: [],
      },
      { ...multiply(layer.name), name: layer.name, inputs: [input, powers], weights: [] },
    ],
    weights: new Map([
      [kernel, band(layer, channels)],
      [bias, { shape: [channels], values: new Float32Array(channels).fill(layer.bias) }],
    ]),
  };
}

function multiply(name: string): Pick<KerasNode, 'class_name' | 'config'> {
  return { class_name: 'Multiply', config: { name, trainable: true, dtype: 'float32' } };
}

/** alpha where two channels are near enough: [1, 1, channels, channels]. */
function band({ depthRadius, alpha }: LocalResponseNormalizationSpec, channels: number): HostTensor {
  const values = new Float32Array(channels * channels);
  for (let from = 0; from < channels; from++)
    for (let to = Math.max(0, from - depthRadius); to <= Math.min(channels - 1, from + depthRadius); to++)
      values[from * channels + to] = alpha;
  return { shape: [1, 1, channels, channels], values };
}
