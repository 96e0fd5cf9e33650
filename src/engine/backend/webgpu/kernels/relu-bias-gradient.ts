import type { TensorInfo } from '@tensorflow/tfjs';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';
import { sumSegments } from './sum-segments.ts';

/**
 * Backward through a layer's bias and activation at once: the gradient before the relu, and its sum over all places,
 * which is the bias's. tfjs takes four operations for these, and reads the whole gradient in three of them.
 * `dy` and the layer's output `y`, channels last; without a relu the gradient itself is the first. Each workgroup sums
 * one stretch of places for 32 channels; the stretches' sums are added up afterwards.
 */
export function reluBiasGradient(
  backend: WebgpuBackend,
  dy: TensorInfo,
  y: TensorInfo,
  relu: boolean,
): { readonly before: TensorInfo; readonly bias: TensorInfo } {
  const channels = dy.shape.at(-1)!;
  const rows = sizeOfShape(dy.shape) / channels;
  const rowsEach = Math.max(leastRows, Math.ceil(rows / mostSegments));
  const segments = Math.ceil(rows / rowsEach);
  const sums = backend.makeTensorInfo([segments, channels], 'float32');
  const before = relu ? backend.makeTensorInfo(dy.shape, 'float32') : dy;
  runShader(backend, relu ? withRelu : sumsAlone, {
    tensors: relu ? [before, sums, dy, y] : [sums, dy],
    written: relu ? [before, sums] : [sums],
    settings: [rows, channels, rowsEach].map(whole),
    workgroups: [Math.ceil(channels / channelsEach), segments],
  });
  return { before, bias: sumSegments(backend, sums, [channels]) };
}

const channelsEach = 32;
const lanes = 8;
/** A stretch of fewer places is not worth a workgroup. */
const leastRows = 256;
const mostSegments = 1024;

function shader(name: string, bindings: readonly string[], value: string): Shader {
  return {
    name,
    code: `
struct Settings { rows: u32, channels: u32, rowsEach: u32 }
${bindings.map((binding, index) => `@group(0) @binding(${index}) var<storage, ${binding}: array<f32>;`).join('\n')}
@group(0) @binding(${bindings.length}) var<uniform> settings: Settings;
var<workgroup> partial: array<f32, ${channelsEach * lanes}>;

@compute @workgroup_size(${channelsEach}, ${lanes})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let channel = group.x * ${channelsEach}u + local.x;
  let end = min((group.y + 1u) * settings.rowsEach, settings.rows);
  var sum = 0.0;
  if (channel < settings.channels) {
    for (var row = group.y * settings.rowsEach + local.y; row < end; row += ${lanes}u) {
      let i = row * settings.channels + channel;
      ${value}
      sum += value;
    }
  }
  partial[local.y * ${channelsEach}u + local.x] = sum;
  workgroupBarrier();
  if (local.y == 0u && channel < settings.channels) {
    var total = 0.0;
    for (var lane = 0u; lane < ${lanes}u; lane++) { total += partial[lane * ${channelsEach}u + local.x]; }
    sums[group.y * settings.channels + channel] = total;
  }
}`,
  };
}

const withRelu = shader(
  'ReluBiasGradient',
  ['read_write> before', 'read_write> sums', 'read> dy', 'read> y'],
  'let value = select(0.0, dy[i], y[i] > 0.0); before[i] = value;',
);
const sumsAlone = shader('BiasGradient', ['read_write> sums', 'read> dy'], 'let value = dy[i];');
