import { assertNever } from '../../shared/assert-never.ts';
import type { RandomStream } from '../../shared/random.ts';
import type { InitialiserConfig } from '../../shared/recipe.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';

/**
 * A kernel's first values; `shape` ends with channels in and out. The fans of a convolution are, as in Keras, the
 * kernel's area times channels in, and times channels out.
 */
export function drawKernel(
  initialiser: InitialiserConfig,
  shape: readonly number[],
  stream: RandomStream,
): Float32Array {
  const [inputs, outputs] = [shape.at(-2)!, shape.at(-1)!];
  const area = sizeOfShape(shape.slice(0, -2));
  const draw = drawOf(initialiser, area * inputs, area * outputs);
  const values = new Float32Array(area * inputs * outputs);
  for (let index = 0; index < values.length; index++) values[index] = draw(stream);
  return values;
}

type Draw = (stream: RandomStream) => number;

/**
 * glorot-uniform: even in [-limit, limit), limit = sqrt(6 / (fanIn + fanOut)). Source: X. Glorot and Y. Bengio, 2010.
 * he-normal: normal, cut off at two deviations, so that sqrt(2 / fanIn) is left of it. Source: K. He et al., 2015;
 * Keras, HeNormal. normal: with the deviation given. Source: A. Krizhevsky et al., 2012, which take .01.
 */
function drawOf(initialiser: InitialiserConfig, fanIn: number, fanOut: number): Draw {
  switch (initialiser.kind) {
    case 'glorot-uniform': {
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      return (stream) => stream.between(-limit, limit);
    }
    case 'he-normal': {
      const deviation = Math.sqrt(2 / fanIn) / truncatedDeviation;
      return (stream) => deviation * truncatedNormal(stream);
    }
    case 'normal':
      return (stream) => initialiser.deviation * standardNormal(stream);
    default:
      return assertNever(initialiser);
  }
}

/** Deviation of the standard normal cut off at -2 and 2. Source: Keras, VarianceScaling. */
const truncatedDeviation = 0.87962566103423978;

function truncatedNormal(stream: RandomStream): number {
  for (;;) {
    const value = standardNormal(stream);
    if (Math.abs(value) < 2) return value;
  }
}

/** By the method of G. Box and M. Muller, 1958. */
function standardNormal(stream: RandomStream): number {
  // 1 - next() is never 0.
  return Math.sqrt(-2 * Math.log(1 - stream.next())) * Math.cos(2 * Math.PI * stream.next());
}
