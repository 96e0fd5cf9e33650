import type { TensorInfo } from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { float, runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/**
 * Puts `factor` times the sum of the parameters' squares into row `row` of `answers` [rows, 2], beside a zero, so that it
 * is read with the others. Each parameter is read once, by many workgroups; tfjs takes six operations a parameter.
 */
export function notePenalty(
  backend: WebgpuBackend,
  parameters: readonly TensorInfo[],
  answers: TensorInfo,
  { factor, row }: { readonly factor: number; readonly row: number },
): void {
  const parts = backend.makeTensorInfo([parameters.length * groups], 'float32');
  parameters.forEach((parameter, index) => {
    runShader(backend, squares, {
      tensors: [parts, parameter],
      written: [parts],
      settings: [whole(sizeOfShape(parameter.shape)), whole(index * groups)],
      workgroups: [groups],
    });
  });
  runShader(backend, sum, {
    tensors: [answers, parts],
    written: [answers],
    settings: [whole(sizeOfShape(parts.shape)), whole(row), float(factor)],
    workgroups: [1],
  });
  backend.disposeData(parts.dataId);
}

/** Workgroups a parameter, whatever its size: enough for a large GPU, and few numbers to add up afterwards. */
const groups = 64;
const threads = 256;

/** Halves the threads that hold a sum until one is left; the same order every time. */
const addUp = `
  shared_sums[thread] = sum;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { shared_sums[thread] += shared_sums[thread + half]; }
  }`;

const squares: Shader = {
  name: 'SquareSums',
  code: `
struct Settings { size: u32, place: u32 }
@group(0) @binding(0) var<storage, read_write> parts: array<f32>;
@group(0) @binding(1) var<storage, read> parameter: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;
var<workgroup> shared_sums: array<f32, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var i = group.x * ${threads}u + thread; i < settings.size; i += ${groups * threads}u) {
    sum += parameter[i] * parameter[i];
  }${addUp}
  if (thread == 0u) { parts[settings.place + group.x] = shared_sums[0]; }
}`,
};

const sum: Shader = {
  name: 'NotePenalty',
  code: `
struct Settings { size: u32, row: u32, factor: f32 }
@group(0) @binding(0) var<storage, read_write> answers: array<f32>;
@group(0) @binding(1) var<storage, read> parts: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;
var<workgroup> shared_sums: array<f32, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) thread: u32) {
  var sum = 0.0;
  for (var i = thread; i < settings.size; i += ${threads}u) { sum += parts[i]; }${addUp}
  if (thread == 0u) {
    answers[2u * settings.row] = settings.factor * shared_sums[0];
    answers[2u * settings.row + 1u] = 0.0;
  }
}`,
};
