import type { ForeignWeights, LayerPlace } from './foreign-model.ts';
import { numbersOf } from './inbound.ts';
import type { KerasNode } from './keras-node.ts';
import { type PictureChannel, scaled } from './picture-values.ts';
import type { NetworkTrace, Value } from './trace-network.ts';

/**
 * (x - mean) / max(sqrt(variance), 1e-7) by channel. The two are settings, or weights that were learned from pictures.
 * Source: keras/src/layers/preprocessing/normalization.py.
 */
export function traceNormalization(
  trace: NetworkTrace,
  weights: ForeignWeights,
  node: KerasNode,
  channels: readonly PictureChannel[],
  place: LayerPlace,
): Value {
  const shape = [channels.length];
  const { invert, axis } = node.config;
  if (invert === true || !['-1', '3', '[-1]', '[3]'].includes(JSON.stringify(axis ?? -1)))
    return trace.refuse(node.name, 'option', 'axis, invert');
  const given = [node.config.mean, node.config.variance].map(numbersOf);
  const [mean, variance] = given.every((found) => found !== null)
    ? given
    : weights
        .read(place, [
          { names: ['mean'], shape },
          { names: ['variance'], shape },
        ])
        .map(({ values }) => [...values]);
  const factors = variance!.map((one) => 1 / Math.max(Math.sqrt(one), 1e-7));
  const centred = scaled(
    channels,
    [1],
    mean!.map((one) => -one),
  );
  const made = centred && scaled(centred, factors, [0]);
  return made ? { kind: 'picture', channels: made } : trace.refuse(node.name, 'picture', 'Normalization');
}
