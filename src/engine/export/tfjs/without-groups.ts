import type { TrainedModel } from '../../models/model-folder.ts';
import type { HostTensor } from '../../storage/safetensors.ts';

/**
 * A network that gives the same answers with no convolution in groups, which TensorFlow.js's layers do not know: its
 * kernel over all channels, zero where input and output belong to different groups.
 */
export function withoutGroups({
  network,
  weights,
}: Pick<TrainedModel, 'network' | 'weights'>): Pick<TrainedModel, 'network' | 'weights'> {
  const whole = new Map(weights);
  const layers = network.layers.map((layer) => {
    if (layer.kind !== 'conv2d' || (layer.groups ?? 1) === 1) return layer;
    const name = `${layer.name}/kernel`;
    whole.set(name, overAllChannels(weights.get(name)!, layer.groups!));
    return { ...layer, groups: 1 };
  });
  return { network: { ...network, layers }, weights: whole };
}

/** `shape`: height, width, in / groups, out. */
function overAllChannels({ shape, values }: HostTensor, groups: number): HostTensor {
  const [height, width, own, outputs] = shape as [number, number, number, number];
  const channels = own * groups;
  const whole = new Float32Array(height * width * channels * outputs);
  const perGroup = outputs / groups;
  for (let place = 0; place < height * width; place++)
    for (let input = 0; input < own; input++)
      for (let output = 0; output < outputs; output++) {
        const channel = Math.floor(output / perGroup) * own + input;
        whole[(place * channels + channel) * outputs + output] =
          values[(place * own + input) * outputs + output]!;
      }
  return { shape: [height, width, channels, outputs], values: whole };
}
