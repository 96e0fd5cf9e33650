import type { TensorInfo } from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { mostWorkgroups, runShader, whole, float, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/**
 * Half words (two an int32) as floats of this shape; they travel as they are. Source: WGSL's unpack2x16float, which is
 * IEEE 754's binary16.
 */
export function unpackHalves(
  backend: WebgpuBackend,
  words: TensorInfo,
  shape: readonly number[],
): TensorInfo {
  const result = backend.makeTensorInfo(shape, 'float32');
  const size = sizeOfShape(shape);
  runShader(backend, halves, {
    tensors: [result, words],
    written: [result],
    settings: [whole(size)],
    workgroups: [Math.min(Math.ceil(size / 2 / threads), mostWorkgroups)],
  });
  return result;
}

/**
 * Photos of RGB bytes (four an int32) as a network takes them: [batch, height, width, 3], channels in order or turned
 * round, minus `mean` ([3], or [height, width, 3]), times `scale`. As ../../../models/forward.ts's preprocess has it.
 */
export function unpackPixels(
  backend: WebgpuBackend,
  words: TensorInfo,
  mean: TensorInfo,
  {
    shape,
    turned,
    scale,
  }: { readonly shape: readonly number[]; readonly turned: boolean; readonly scale: number },
): TensorInfo {
  const result = backend.makeTensorInfo(shape, 'float32');
  const size = sizeOfShape(shape);
  runShader(backend, pixels, {
    tensors: [result, words, mean],
    written: [result],
    settings: [whole(size), whole(sizeOfShape(mean.shape)), whole(turned ? 1 : 0), float(scale)],
    workgroups: [Math.min(Math.ceil(size / threads), mostWorkgroups)],
  });
  return result;
}

const threads = 64;

const halves: Shader = {
  name: 'UnpackHalves',
  code: `
struct Settings { size: u32 }
@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> words: array<u32>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; 2u * i < settings.size; i += groups.x * ${threads}u) {
    let pair = unpack2x16float(words[i]);
    result[2u * i] = pair.x;
    if (2u * i + 1u < settings.size) { result[2u * i + 1u] = pair.y; }
  }
}`,
};

const pixels: Shader = {
  name: 'UnpackPixels',
  code: `
struct Settings { size: u32, meanSize: u32, turned: u32, scale: f32 }
@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> words: array<u32>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<uniform> settings: Settings;

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < settings.size; i += groups.x * ${threads}u) {
    let channel = i % 3u;
    let place = select(i, i - channel + 2u - channel, settings.turned == 1u);
    let byte = extractBits(words[place / 4u], (place % 4u) * 8u, 8u);
    result[i] = (f32(byte) - mean[i % settings.meanSize]) * settings.scale;
  }
}`,
};
