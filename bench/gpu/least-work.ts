import { layerShapes, type LayerShape } from '../../src/engine/models/layer-shapes.ts';
import type { StepBatch, StepOptions } from '../../src/engine/training/training-step.ts';
import type { TensorMap } from '../../src/engine/storage/safetensors.ts';
import type { NetworkSpec } from '../../src/shared/network.ts';
import { isKernel } from '../../src/shared/weight-parts.ts';
import { sizeOfShape } from '../../src/shared/size-of-shape.ts';

/** What no program could do with less. */
export interface LeastWork {
  /** Multiplications and additions of convolutions and dense layers, direct: a multiplication and an addition are two. */
  readonly flop: number;
  /** Through the GPU's memory, if all that lies between stayed on the chip. */
  readonly bytes: number;
}

/** One update: what is given is read once; parameters and slots are read and written once. */
export function leastOfStep(
  { network, from, learning }: StepOptions,
  batch: StepBatch,
  slotsAParameter: number,
): LeastWork {
  const photos = batch.labels.length;
  const shapes = layerShapes(network).slice(from);
  const multiplying = shapes.map(productFlop).filter((flop) => flop > 0);
  const forward = sum(multiplying);
  // Backward, each layer has a gradient by its kernel and one by its input, which the first layer does not need.
  return {
    flop: photos * (3 * forward - multiplying[0]!),
    bytes: batch.inputs.byteLength + 2 * (1 + slotsAParameter) * bytesOf(learning),
  };
}

/** Layers 0 to `to` - 1 of a network, from bytes of photos to floats. */
export function leastOfPass(network: NetworkSpec, weights: TensorMap, to: number, photos: number): LeastWork {
  const shapes = layerShapes(network).slice(0, to);
  const names = new Set(network.layers.slice(0, to).map(({ name }) => name));
  const used = new Map([...weights].filter(([name]) => names.has(name.slice(0, name.lastIndexOf('/')))));
  return {
    flop: photos * sum(shapes.map(productFlop)),
    bytes:
      bytesOf(used) +
      photos * (sizeOfShape(network.inputShape) + 4 * sizeOfShape(shapes.at(-1)!.outputShape)),
  };
}

/** Of one photo's way through a layer. */
function productFlop({ name, outputShape, weights }: LayerShape): number {
  const places = outputShape.length === 3 ? outputShape[0]! * outputShape[1]! : 1;
  const kernels = weights.filter(({ part }) => isKernel(`${name}/${part}`));
  return 2 * places * sum(kernels.map(({ shape }) => sizeOfShape(shape)));
}

const bytesOf = (tensors: TensorMap): number =>
  sum([...tensors.values()].map(({ values }) => values.byteLength));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
