import type { TensorInfo } from '@tensorflow/tfjs';
import { runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/** Puts a scalar into row `row` of `answers` [rows, 2], beside a zero, so that it is read with the others. */
export function noteAnswer(
  backend: WebgpuBackend,
  value: TensorInfo,
  answers: TensorInfo,
  row: number,
): void {
  runShader(backend, shader, {
    tensors: [answers, value],
    written: [answers],
    settings: [whole(row)],
    workgroups: [1],
  });
}

const shader: Shader = {
  name: 'NoteAnswer',
  code: `
struct Settings { row: u32 }
@group(0) @binding(0) var<storage, read_write> answers: array<f32>;
@group(0) @binding(1) var<storage, read> value: array<f32>;
@group(0) @binding(2) var<uniform> settings: Settings;

@compute @workgroup_size(1)
fn main() {
  answers[2u * settings.row] = value[0];
  answers[2u * settings.row + 1u] = 0.0;
}`,
};
