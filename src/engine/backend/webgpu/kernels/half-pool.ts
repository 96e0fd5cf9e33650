import * as tf from '@tensorflow/tfjs';
import { mostWorkgroups, runShader, signed, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';
import { halfWords, type HalfForm } from './half-words.ts';

export interface HalfPool {
  /** [batch, height, width, channels], channels in fours. */
  readonly inputShape: readonly [number, number, number, number];
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly pad: 'valid' | 'same';
  readonly form: HalfForm;
}

/** The largest of each window of half words; nothing is rounded. */
export function halfPool(
  backend: WebgpuBackend,
  x: tf.TensorInfo,
  { inputShape, poolSize, strides, pad, form }: HalfPool,
): tf.TensorInfo {
  const info = tf.backend_util.computePool2DInfo([...inputShape], [...poolSize], [...strides], 1, pad);
  const size = (info.batchSize * info.outHeight * info.outWidth * info.outChannels) / 4;
  const result = backend.makeTensorInfo([size * 2], 'int32');
  runShader(backend, shaders[form], {
    tensors: [result, x],
    written: [result],
    settings: [
      ...[size, info.inChannels / 4, info.filterHeight, info.filterWidth],
      ...[info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left],
      ...[info.inHeight, info.inWidth, info.outHeight, info.outWidth],
    ].map(signed),
    workgroups: [Math.min(Math.ceil(size / threads), mostWorkgroups)],
  });
  return result;
}

const threads = 64;

export const halfPoolShader = (form: HalfForm): Shader => ({
  name: `HalfPool ${form}`,
  code: `${halfWords[form]}
struct Settings {
  size: i32, channels: i32, poolHeight: i32, poolWidth: i32,
  strideDown: i32, strideAcross: i32, padTop: i32, padLeft: i32,
  height: i32, width: i32, outHeight: i32, outWidth: i32,
}
@group(0) @binding(0) var<storage, read_write> result: array<Quad>;
@group(0) @binding(1) var<storage, read> x: array<Quad>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = i32(id.x); i < settings.size; i += i32(groups.x) * ${threads}) {
    let place = i / settings.channels;
    let top = (place / settings.outWidth) % settings.outHeight * settings.strideDown - settings.padTop;
    let left = place % settings.outWidth * settings.strideAcross - settings.padLeft;
    let picture = place / (settings.outWidth * settings.outHeight);
    var largest = vec4<f32>(-3.0e38);
    for (var row = max(top, 0); row < min(top + settings.poolHeight, settings.height); row++) {
      for (var column = max(left, 0); column < min(left + settings.poolWidth, settings.width); column++) {
        let pixel = (picture * settings.height + row) * settings.width + column;
        largest = max(largest, wide(x[pixel * settings.channels + i % settings.channels]));
      }
    }
    result[i] = narrow(largest);
  }
}`,
});

const shaders: Readonly<Record<HalfForm, Shader>> = {
  native: halfPoolShader('native'),
  packed: halfPoolShader('packed'),
};
