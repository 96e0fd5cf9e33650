import * as tf from '@tensorflow/tfjs';
import { mostWorkgroups, runShader, signed, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';
import { halfWords, narrowOrTell, type HalfForm } from './half-words.ts';

/** Of a convolution in halves. */
export interface HalfWindow {
  /** Of the picture that it takes, [batch, height, width, channels], and of its kernel, channels in fours. */
  readonly inputShape: readonly [number, number, number, number];
  readonly kernelShape: readonly [number, number, number, number];
  readonly strides: readonly [number, number];
  readonly pad: 'valid' | 'same';
  readonly relu: boolean;
  readonly form: HalfForm;
}

export interface HalfInputs {
  /** Half words, two an int32, as all that is in halves here. */
  readonly x: tf.TensorInfo;
  readonly kernel: tf.TensorInfo;
  /** Float32. */
  readonly bias: tf.TensorInfo;
  /** One int32, set to 1 where a number is too large for a half. */
  readonly overflow: tf.TensorInfo;
}

/**
 * A convolution with its bias and relu on half words, as a product of matrices whose left one is looked up in the
 * picture: rows are places, columns filters. Products of halves are exact in the 32-bit sums; what is stored is rounded
 * once.
 */
export function halfConvolution(
  backend: WebgpuBackend,
  { x, kernel, bias, overflow }: HalfInputs,
  { inputShape, kernelShape, strides, pad, relu, form }: HalfWindow,
): tf.TensorInfo {
  const info = tf.backend_util.computeConv2DInfo([...inputShape], [...kernelShape], [...strides], 1, pad);
  const [rows, columns] = [info.batchSize * info.outHeight * info.outWidth, info.outChannels / 4];
  const result = backend.makeTensorInfo([rows * columns * 2], 'int32');
  const blocks = Math.ceil(rows / blockRows);
  runShader(backend, shaders[form], {
    tensors: [result, x, kernel, bias, overflow],
    written: [result, overflow],
    settings: [
      ...[rows, columns, info.inChannels / 4, info.filterHeight, info.filterWidth],
      ...[info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left],
      ...[info.inHeight, info.inWidth, info.outHeight, info.outWidth, relu ? 1 : 0],
    ].map(signed),
    workgroups: [
      Math.min(blocks, mostWorkgroups),
      Math.ceil(columns / blockColumns),
      Math.ceil(blocks / mostWorkgroups),
    ],
  });
  return result;
}

/** Each workgroup makes 32 rows of 16 columns of four; each of its threads four rows of one column of four. */
const [blockRows, blockColumns, rowsAThread] = [32, 16, 4];
const threads = (blockRows / rowsAThread) * blockColumns;
/** Of the inner side, in fours: as much as each thread brings one piece of the picture for. */
const depth = threads / blockRows;

export const halfConvolutionShader = (form: HalfForm): Shader => ({
  name: `HalfConvolution ${form}`,
  code: `${halfWords[form]}
struct Settings {
  rows: i32, columns: i32, channels: i32, kernelHeight: i32, kernelWidth: i32,
  strideDown: i32, strideAcross: i32, padTop: i32, padLeft: i32,
  height: i32, width: i32, outHeight: i32, outWidth: i32, relu: i32,
}
@group(0) @binding(0) var<storage, read_write> result: array<Quad>;
@group(0) @binding(1) var<storage, read> x: array<Quad>;
@group(0) @binding(2) var<storage, read> kernel: array<Quad>;
@group(0) @binding(3) var<storage, read> bias: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> overflow: array<atomic<u32>>;
@group(0) @binding(5) var<uniform> settings: Settings;
var<workgroup> places: array<array<Quad, ${depth}>, ${blockRows}>;
var<workgroup> filters: array<array<Quad, ${blockColumns}>, ${4 * depth}>;
${narrowOrTell}

/** Four channels of the picture, seen from an output's place through a part of the kernel's window. */
fn lookUp(row: i32, inner: i32) -> Quad {
  let tap = inner / settings.channels;
  if (row >= settings.rows || tap >= settings.kernelHeight * settings.kernelWidth) { return Quad(); }
  let area = settings.outHeight * settings.outWidth;
  let place = row % area;
  let down = (place / settings.outWidth) * settings.strideDown - settings.padTop + tap / settings.kernelWidth;
  let across = (place % settings.outWidth) * settings.strideAcross - settings.padLeft + tap % settings.kernelWidth;
  if (down < 0 || down >= settings.height || across < 0 || across >= settings.width) { return Quad(); }
  let pixel = ((row / area) * settings.height + down) * settings.width + across;
  return x[pixel * settings.channels + inner % settings.channels];
}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) index: u32) {
  let thread = i32(index);
  let firstRow = (i32(group.z) * ${mostWorkgroups} + i32(group.x)) * ${blockRows};
  let firstColumn = i32(group.y) * ${blockColumns};
  let ownColumn = thread % ${blockColumns};
  let ownRow = (thread / ${blockColumns}) * ${rowsAThread};
  let inner = settings.kernelHeight * settings.kernelWidth * settings.channels;
  var sums: array<vec4<f32>, ${rowsAThread}>;
  for (var start = 0; start < inner; start += ${depth}) {
    places[thread / ${depth}][thread % ${depth}] = lookUp(firstRow + thread / ${depth}, start + thread % ${depth});
    for (var piece = thread; piece < ${4 * depth * blockColumns}; piece += ${threads}) {
      let row = start * 4 + piece / ${blockColumns};
      let column = firstColumn + piece % ${blockColumns};
      var filter_quad = Quad();
      if (row < inner * 4 && column < settings.columns) { filter_quad = kernel[row * settings.columns + column]; }
      filters[piece / ${blockColumns}][piece % ${blockColumns}] = filter_quad;
    }
    workgroupBarrier();
    for (var four = 0; four < ${depth}; four++) {
      let one = wide(filters[four * 4][ownColumn]);
      let two = wide(filters[four * 4 + 1][ownColumn]);
      let three = wide(filters[four * 4 + 2][ownColumn]);
      let last = wide(filters[four * 4 + 3][ownColumn]);
      for (var row = 0; row < ${rowsAThread}; row++) {
        let place = wide(places[ownRow + row][four]);
        sums[row] += place.x * one + place.y * two + place.z * three + place.w * last;
      }
    }
    workgroupBarrier();
  }
  let column = firstColumn + ownColumn;
  if (column >= settings.columns) { return; }
  for (var row = 0; row < ${rowsAThread}; row++) {
    let place = firstRow + ownRow + row;
    if (place >= settings.rows) { return; }
    let biased = sums[row] + bias[column];
    let ended = select(biased, max(biased, vec4<f32>(0.0)), settings.relu == 1);
    result[place * settings.columns + column] = narrowOrTell(ended);
  }
}`,
});

const shaders: Readonly<Record<HalfForm, Shader>> = {
  native: halfConvolutionShader('native'),
  packed: halfConvolutionShader('packed'),
};
