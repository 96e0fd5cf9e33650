/**
 * The two orders of a convolution's kernel: Keras keeps height, width, in, out; ONNX out, in, height, width. `shape` is
 * Keras's in both functions, which return a new array.
 */

type KernelShape = readonly number[];

export function toOnnxShape([height, width, inputs, outputs]: KernelShape): readonly number[] {
  return [outputs!, inputs!, height!, width!];
}

/** Keras's order to ONNX's. */
export function toOnnxOrder(values: Float32Array, shape: KernelShape): Float32Array {
  const turned = new Float32Array(values.length);
  forEachWeight(shape, (keras, onnx) => {
    turned[onnx] = values[keras]!;
  });
  return turned;
}

/** ONNX's order to Keras's. */
export function toKerasOrder(values: Float32Array, shape: KernelShape): Float32Array {
  const turned = new Float32Array(values.length);
  forEachWeight(shape, (keras, onnx) => {
    turned[keras] = values[onnx]!;
  });
  return turned;
}

/** Calls with the places of each weight in the two orders. */
function forEachWeight(shape: KernelShape, visit: (keras: number, onnx: number) => void): void {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const area = height * width;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      const start = (output * inputs + input) * area;
      for (let place = 0; place < area; place++) {
        visit((place * inputs + input) * outputs + output, start + place);
      }
    }
  }
}
