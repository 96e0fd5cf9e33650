import type { TensorInfo } from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { mostWorkgroups, runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';
import { halfWords, narrowOrTell } from './half-words.ts';

/**
 * Floats as half words, two an int32, the last side filled up with zeros to a multiple of four. `overflow`: one int32,
 * set to 1 where a number is too large for a half.
 */
export function packHalves(backend: WebgpuBackend, x: TensorInfo, overflow: TensorInfo): TensorInfo {
  const channels = x.shape.at(-1)!;
  const size = (sizeOfShape(x.shape) / channels) * Math.ceil(channels / 4);
  const result = backend.makeTensorInfo([size * 2], 'int32');
  runShader(backend, shader, {
    tensors: [result, x, overflow],
    written: [result, overflow],
    settings: [size, channels].map(whole),
    workgroups: [Math.min(Math.ceil(size / threads), mostWorkgroups)],
  });
  return result;
}

const threads = 64;

const shader: Shader = {
  name: 'PackHalves',
  code: `${halfWords.packed}
struct Settings { size: u32, channels: u32 }
@group(0) @binding(0) var<storage, read_write> result: array<Quad>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> overflow: array<atomic<u32>>;
@group(0) @binding(3) var<uniform> settings: Settings;
${narrowOrTell}

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let fours = (settings.channels + 3u) / 4u;
  for (var i = id.x; i < settings.size; i += groups.x * ${threads}u) {
    let first = i % fours * 4u;
    var numbers = vec4<f32>(0.0);
    for (var channel = first; channel < min(first + 4u, settings.channels); channel++) {
      numbers[channel - first] = x[i / fours * settings.channels + channel];
    }
    result[i] = narrowOrTell(numbers);
  }
}`,
};
