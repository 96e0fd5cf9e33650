import type { ConvolutionPlace } from '../convolution-place.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';

/** Elements along a side of the kernels that are computed by tiles. */
export const taps = 3;

/** Channels and filters below which the transforms cost what the products save (measured, docs/performance.md). */
const leastChannels = 128;
const leastPairs = 128 * 256;
/** Places of a picture below which the kernels' transform, once a batch, costs more than one photo saves. */
const leastPlaces = 81;

/**
 * Outputs along a side of the tiles by which a convolution is computed fastest; null where the plain operation is:
 * in bfloat16, whose rounding the transforms enlarge, for other windows, few channels and small pictures.
 */
export function tileOf(place: ConvolutionPlace): number | null {
  const { winograd, input, inputShape, kernelSize, strides, padding, filters } = place;
  const [height, width, channels] = inputShape as readonly [number, number, number];
  const fits =
    winograd &&
    input.type === DataType.DT_FLOAT &&
    padding === 'same' &&
    kernelSize.every((side) => side === taps) &&
    strides.every((stride) => stride === 1);
  const pays =
    Math.min(channels, filters) >= leastChannels &&
    channels * filters >= leastPairs &&
    height * width >= leastPlaces;
  return fits && pays ? tileSide(height, width) : null;
}

/** Outputs along a side of the tiles that cover a picture with the fewest multiplications. */
export function tileSide(height: number, width: number): number {
  return [2, 3, 4].reduce((best, outputs) =>
    multiplications(height, width, outputs) < multiplications(height, width, best) ? outputs : best,
  );
}

/** For each channel and filter of a picture. */
export function multiplications(height: number, width: number, outputs: number): number {
  return Math.ceil(height / outputs) * Math.ceil(width / outputs) * (outputs + taps - 1) ** 2;
}
