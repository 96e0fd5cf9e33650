import { assertNever } from '../../shared/assert-never.ts';
import type { LayerSpec } from '../../shared/network.ts';
import type { WeightPart } from '../../shared/weight-parts.ts';

/** The shape of a layer's weight as Keras keeps it; `input`: that of what the layer takes, without the batch. */
export function weightShapeOf(
  layer: LayerSpec,
  part: WeightPart,
  input: readonly number[],
): readonly number[] {
  const channels = input.at(-1)!;
  const outputs = outputsOf(layer) ?? channels;
  switch (part) {
    case 'kernel':
      return layer.kind === 'conv2d'
        ? [...layer.kernelSize, channels / (layer.groups ?? 1), outputs]
        : [channels, outputs];
    case 'depthwise_kernel':
      return [...windowOf(layer), channels, 1];
    case 'pointwise_kernel':
      return [1, 1, channels, outputs];
    case 'bias':
    case 'gamma':
    case 'beta':
    case 'moving_mean':
    case 'moving_variance':
      return [outputs];
    default:
      return assertNever(part);
  }
}

/** null: as many as there are channels. */
function outputsOf(layer: LayerSpec): number | null {
  if (layer.kind === 'dense') return layer.units;
  return 'filters' in layer ? layer.filters : null;
}

function windowOf(layer: LayerSpec): readonly number[] {
  return 'kernelSize' in layer ? layer.kernelSize : [];
}
