import * as tf from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import type { WebgpuBackend, WebgpuProgram } from '../webgpu-parts.ts';

/**
 * The gradient of a max pooling with respect to its input, as TensorFlow has it: each window's gradient goes to its
 * first largest value, row by row. tfjs's own WebGPU kernels (4.22) give it to the last one. Each place of the input
 * looks through the windows that hold it, so that nothing is added up by two at once.
 *
 * `input` [batch, height, width, channels], `dy` of the pooling's output shape.
 */
export function maxPoolGradient(
  backend: WebgpuBackend,
  input: tf.TensorInfo,
  dy: tf.TensorInfo,
  { filterSize, strides, pad }: Pick<tf.MaxPoolGradAttrs, 'filterSize' | 'strides' | 'pad'>,
): tf.TensorInfo {
  const shape = input.shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const pairs: readonly (readonly [number, number])[] = [
    [info.strideHeight, info.strideWidth],
    [info.padInfo.top, info.padInfo.left],
    [info.filterHeight, info.filterWidth],
    [info.inHeight, info.inWidth],
    [info.outHeight, info.outWidth],
  ];
  const uniforms = pairs.map((data) => ({ type: 'int32', data }) as const);
  return backend.runWebGPUProgram(
    new FirstMaxPoolGradient(shape),
    [input, dy],
    'float32',
    uniforms,
  ) as tf.TensorInfo;
}

const threads = 64;

class FirstMaxPoolGradient implements WebgpuProgram {
  readonly variableNames = ['x', 'dy'];
  readonly uniforms =
    'strides : vec2<i32>, pads : vec2<i32>, window : vec2<i32>, inSize : vec2<i32>, outSize : vec2<i32>,';
  readonly workgroupSize = [threads, 1, 1] as const;
  readonly dispatchLayout: WebgpuProgram['dispatchLayout'];
  dispatch: WebgpuProgram['dispatch'];
  readonly size = true;
  readonly shaderKey = 'firstMaxPoolGradient';

  constructor(readonly outputShape: readonly number[]) {
    this.dispatchLayout = { x: outputShape.map((_, axis) => axis) };
    this.dispatch = [Math.ceil(sizeOfShape(outputShape) / threads), 1, 1];
  }

  getUserCode(): string {
    return shader;
  }
}

const shader = `
fn firstLargest(batch : i32, corner : vec2<i32>, channel : i32) -> vec2<i32> {
  var best = 0.0;
  var place = vec2<i32>(-1);
  for (var row = max(corner.x, 0); row < min(corner.x + uniforms.window.x, uniforms.inSize.x); row++) {
    for (var column = max(corner.y, 0); column < min(corner.y + uniforms.window.y, uniforms.inSize.y); column++) {
      let value = getX(batch, row, column, channel);
      if (place.x < 0 || value > best) {
        best = value;
        place = vec2<i32>(row, column);
      }
    }
  }
  return place;
}

fn main(index : i32) {
  if (index < uniforms.size) {
    let coords = getCoordsFromIndex(index);
    let here = vec2<i32>(coords.y, coords.z);
    let padded = here + uniforms.pads;
    let first = max((padded - uniforms.window + uniforms.strides) / uniforms.strides, vec2<i32>(0));
    let last = min(padded / uniforms.strides, uniforms.outSize - 1);
    var sum = 0.0;
    for (var row = first.x; row <= last.x; row++) {
      for (var column = first.y; column <= last.y; column++) {
        let corner = vec2<i32>(row, column) * uniforms.strides - uniforms.pads;
        if (all(firstLargest(coords.x, corner, coords.w) == here)) {
          sum += getDy(coords.x, row, column, coords.w);
        }
      }
    }
    setOutputAtIndex(index, sum);
  }
}
`;
