import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { layerShapes } from '../models/layer-shapes.ts';
import type { HostTensor, TensorMap } from '../storage/safetensors.ts';
import type { ForeignModel, WantedWeight } from './foreign-model.ts';
import { importLimits } from './import-limits.ts';
import type { TracedLayer } from './trace-network.ts';

/**
 * All weights of a network, after what they take together was looked at. Throws `model-too-large`,
 * `model-weights-missing`, `model-file-damaged`.
 */
export function readModelWeights(
  model: ForeignModel,
  layers: readonly TracedLayer[],
  network: NetworkSpec,
): TensorMap {
  const shapes = layerShapes(network);
  const bytes = 4 * shapes.reduce((sum, { parameters }) => sum + parameters, 0);
  const limitBytes = importLimits.weightBytes;
  if (!(bytes <= limitBytes))
    throw new ThawError('model-too-large', { file: model.file, what: 'weights', bytes, limitBytes });
  return new Map(
    layers.flatMap((layer, index) =>
      [...weightsOf(model, layer, shapes[index]!.weights)].map(([part, tensor]) => {
        const name = `${layer.spec.name}/${part}`;
        checkNumbers(model.file, name, tensor, layer);
        return [name, tensor] as const;
      }),
    ),
  );
}

function weightsOf(
  model: ForeignModel,
  { weights, place, factors }: TracedLayer,
  parts: readonly { readonly part: string; readonly shape: readonly number[] }[],
): ReadonlyMap<string, HostTensor> {
  const filled = (shape: readonly number[], value: number): HostTensor => ({
    shape,
    values: new Float32Array(sizeOfShape(shape)).fill(value),
  });
  if (!place) {
    // gamma (x - 0) / sqrt(1 + 0) + 0: gamma times x.
    const gamma = { shape: [factors!.length], values: Float32Array.from(factors!) };
    return new Map(
      parts.map(({ part, shape }) => [
        part,
        part === 'gamma' ? gamma : filled(shape, part === 'moving_variance' ? 1 : 0),
      ]),
    );
  }
  const inFile = weights.filter(({ names }) => typeof names !== 'number');
  const shapeOf = new Map(parts.map(({ part, shape }) => [part, shape]));
  const wanted = inFile.map(({ part, names, ofOnePlace }): WantedWeight => {
    const shape = shapeOf.get(part)!;
    return { names: names as readonly string[], shape: ofOnePlace ? [1, 1, ...shape] : shape };
  });
  const read = model.weights.read(place, wanted);
  const byPart = new Map(inFile.map(({ part }, index) => [part, read[index]!]));
  return new Map(
    parts.map(({ part, shape }) => {
      const found = byPart.get(part);
      return [part, found ? { shape, values: found.values } : filled(shape, 0)];
    }),
  );
}

/** A network with one such weight answers with no number. */
function checkNumbers(file: string, name: string, { values }: HostTensor, { spec }: TracedLayer): void {
  const least = name.endsWith('/moving_variance') && spec.kind === 'batchNorm' ? -spec.epsilon : -Infinity;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value) || value <= least)
      throw new ThawError('model-file-damaged', { file, detail: `${name}: ${value}` });
  }
}
