import type { TensorInfo } from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { mostWorkgroups, runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/**
 * Adds up the sums that workgroups made of their parts of something: `parts` [segments, ...shape], always in the same
 * order. `parts` is freed; where there is one alone, it is the sum.
 */
export function sumSegments(backend: WebgpuBackend, parts: TensorInfo, shape: readonly number[]): TensorInfo {
  const segments = parts.shape[0]!;
  if (segments === 1) return { ...parts, shape: [...shape] };
  const sum = backend.makeTensorInfo(shape, 'float32');
  const size = sizeOfShape(shape);
  runShader(backend, shader, {
    tensors: [sum, parts],
    written: [sum],
    settings: [size, segments].map(whole),
    workgroups: [Math.min(Math.ceil(size / threads), mostWorkgroups)],
  });
  backend.disposeData(parts.dataId);
  return sum;
}

const threads = 64;

const shader: Shader = {
  name: 'SumSegments',
  code: `
struct Settings { size: u32, segments: u32 }
@group(0) @binding(0) var<storage, read_write> result: array<f32>;
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < settings.size; i += groups.x * ${threads}u) {
    var sum = 0.0;
    for (var segment = 0u; segment < settings.segments; segment++) { sum += parts[segment * settings.size + i]; }
    result[i] = sum;
  }
}`,
};
