import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { isLearnable, weightParts, type WeightPart } from '../../shared/weight-parts.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';
import { layerInputs, picturePlace } from './layer-inputs.ts';
import { outputShapeOf } from './output-shape.ts';
import { weightShapeOf } from './weight-shape.ts';

/** A layer's shapes; those of activations without the batch. */
export interface LayerShape {
  readonly name: string;
  /** Of every input, in order. */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShape: readonly number[];
  /** In Keras's order; empty for a layer without weights. */
  readonly weights: readonly { readonly part: WeightPart; readonly shape: readonly number[] }[];
  /** Numbers in all its weights, as Keras counts them: the statistics of a batch normalisation too. */
  readonly parameters: number;
  /** Those that training can change. */
  readonly learnable: number;
}

/** Every layer's shapes and number of parameters, in order. Throws `image-size-too-small`. */
export function layerShapes(network: NetworkSpec): readonly LayerShape[] {
  const shapes = shapesOrNull(network);
  if (shapes) return shapes;
  const size = network.inputShape[0];
  throw new ThawError('image-size-too-small', { size, least: leastSize(network) });
}

function shapesOrNull(network: NetworkSpec): LayerShape[] | null {
  const inputs = layerInputs(network);
  const shapes: LayerShape[] = [];
  for (const [index, layer] of network.layers.entries()) {
    const inputShapes = inputs[index]!.map((place) =>
      place === picturePlace ? network.inputShape : shapes[place]!.outputShape,
    );
    const outputShape = outputShapeOf(layer, inputShapes);
    if (!outputShape.every((side) => side >= 1)) return null;
    const weights = weightParts(layer).map((part) => ({
      part,
      shape: weightShapeOf(layer, part, inputShapes[0]!),
    }));
    const count = (counted: typeof weights): number =>
      counted.reduce((sum, { shape }) => sum + sizeOfShape(shape), 0);
    shapes.push({
      name: layer.name,
      inputShapes,
      outputShape,
      weights,
      parameters: count(weights),
      learnable: count(weights.filter(({ part }) => isLearnable(`${layer.name}/${part}`))),
    });
  }
  return shapes;
}

/** Larger pictures are none that a network is given. */
const mostSide = 4096;

function leastSize(network: NetworkSpec): number {
  let size = network.inputShape[0];
  // A network of layers that do not go together has no such size.
  while (size < mostSide && !shapesOrNull({ ...network, inputShape: [size, size, network.inputShape[2]] }))
    size++;
  return size;
}
