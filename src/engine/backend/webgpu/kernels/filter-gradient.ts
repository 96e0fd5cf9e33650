import { backend_util, type TensorInfo, type Conv2DBackpropFilterAttrs } from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { runShader, signed, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';
import { sumSegments } from './sum-segments.ts';

/**
 * The gradient of a convolution with respect to its kernel, as one product of matrices whose left one is looked up in
 * the input as it is needed (implicit GEMM): [kernel places and input channels, output places] times [output places,
 * output channels]. Workgroups of 256 make tiles of 64 x 64 by way of their shared memory, so that each number is
 * fetched once for 64 products; tfjs's kernel (4.22) fetches two numbers for each. Where there are few tiles, the output
 * places are divided among several workgroups, whose sums are added up afterwards.
 * Source: Chetlur et al., cuDNN, arXiv:1410.0759.
 *
 * `x` [batch, height, width, channels], `dy` of the convolution's output shape.
 */
export function filterGradient(
  backend: WebgpuBackend,
  x: TensorInfo,
  dy: TensorInfo,
  { strides, pad, filterShape, dataFormat }: Conv2DBackpropFilterAttrs,
): TensorInfo {
  if (dataFormat !== 'NHWC') throw new Error(`filter gradient for ${dataFormat}`);
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad);
  const [rows, columns] = [sizeOfShape(filterShape.slice(0, 3)), info.outChannels];
  const places = info.batchSize * info.outHeight * info.outWidth;
  const tiles: [number, number] = [Math.ceil(columns / tile), Math.ceil(rows / tile)];
  const segments = Math.max(
    1,
    Math.min(Math.floor(enoughWorkgroups / sizeOfShape(tiles)), Math.floor(places / leastPlaces)),
  );
  const placesEach = Math.ceil(places / segments / depth) * depth;
  const sums = backend.makeTensorInfo([segments, rows, columns], 'float32');
  runShader(backend, shader, {
    tensors: [sums, x, dy],
    written: [sums],
    settings: [
      ...[rows, columns, places, placesEach],
      ...[info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth, info.filterWidth],
      ...[info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left],
    ].map(signed),
    workgroups: [...tiles, segments],
  });
  return sumSegments(backend, sums, filterShape);
}

const tile = 64;
/** Output places that are taken into shared memory at once. */
const depth = 16;
/** Keep the largest of the GPUs meant here busy. */
const enoughWorkgroups = 256;
const leastPlaces = 512;

const shader: Shader = {
  name: 'FilterGradient',
  code: `
struct Settings {
  rows: i32, columns: i32, places: i32, placesEach: i32,
  inHeight: i32, inWidth: i32, inChannels: i32, outHeight: i32, outWidth: i32, filterWidth: i32,
  strideHeight: i32, strideWidth: i32, padTop: i32, padLeft: i32,
}
@group(0) @binding(0) var<storage, read_write> sums: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> dy: array<f32>;
@group(0) @binding(3) var<uniform> settings: Settings;
var<workgroup> left: array<array<f32, ${tile}>, ${depth}>;
var<workgroup> right: array<array<f32, ${tile}>, ${depth}>;

fn input(row: i32, place: i32, end: i32) -> f32 {
  if (row >= settings.rows || place >= end) { return 0.0; }
  let kernelPlace = row / settings.inChannels;
  let corner = place / settings.outWidth;
  let batch = corner / settings.outHeight;
  let y = (corner % settings.outHeight) * settings.strideHeight - settings.padTop + kernelPlace / settings.filterWidth;
  let column = (place % settings.outWidth) * settings.strideWidth - settings.padLeft + kernelPlace % settings.filterWidth;
  if (y < 0 || y >= settings.inHeight || column < 0 || column >= settings.inWidth) { return 0.0; }
  return x[((batch * settings.inHeight + y) * settings.inWidth + column) * settings.inChannels + row % settings.inChannels];
}

fn output(place: i32, column: i32, end: i32) -> f32 {
  if (place >= end || column >= settings.columns) { return 0.0; }
  return dy[place * settings.columns + column];
}

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let firstRow = i32(group.y) * ${tile};
  let firstColumn = i32(group.x) * ${tile};
  let start = i32(group.z) * settings.placesEach;
  let end = min(start + settings.placesEach, settings.places);
  let side = i32(index) % ${tile};
  let layer = i32(index) / ${tile};
  var sum: array<vec4<f32>, 4>;
  for (var first = start; first < end; first += ${depth}) {
    for (var at = layer; at < ${depth}; at += ${256 / tile}) {
      left[at][side] = input(firstRow + side, first + at, end);
      right[at][side] = output(first + at, firstColumn + side, end);
    }
    workgroupBarrier();
    for (var at = 0; at < ${depth}; at++) {
      let c = local.x * 4u;
      let r = local.y * 4u;
      let b = vec4<f32>(right[at][c], right[at][c + 1u], right[at][c + 2u], right[at][c + 3u]);
      for (var i = 0u; i < 4u; i++) { sum[i] += left[at][r + i] * b; }
    }
    workgroupBarrier();
  }
  for (var i = 0; i < 4; i++) {
    let row = firstRow + i32(local.y) * 4 + i;
    for (var j = 0; j < 4; j++) {
      let column = firstColumn + i32(local.x) * 4 + j;
      if (row < settings.rows && column < settings.columns) {
        sums[(i32(group.z) * settings.rows + row) * settings.columns + column] = sum[i][j];
      }
    }
  }
}`,
};
