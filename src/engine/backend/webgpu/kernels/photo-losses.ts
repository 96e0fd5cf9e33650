import type { TensorInfo } from '@tensorflow/tfjs';
import { runShader, whole, type Shader } from '../run-shader.ts';
import type { WebgpuBackend } from '../webgpu-parts.ts';

/** By their place in the shader. */
export const lossKinds = ['cross-entropy', 'hinge', 'squared-hinge'] as const;

/**
 * What a batch's answers cost, and the gradient of it by the logits, in one pass; tfjs takes about fifteen operations.
 * The formulas are those of ../../../training/losses.ts and hinge-loss.ts. `logits` [batch, outputs]; `photos` [batch, 2]:
 * class and weight of each. Row `row` of `answers` [rows, 2] takes the loss and how many were answered right.
 * Gives the loss, a scalar, and the gradient.
 */
export function photoLosses(
  backend: WebgpuBackend,
  {
    logits,
    photos,
    answers,
  }: { readonly logits: TensorInfo; readonly photos: TensorInfo; readonly answers: TensorInfo },
  { kind, row }: { readonly kind: (typeof lossKinds)[number]; readonly row: number },
): [TensorInfo, TensorInfo] {
  const loss = backend.makeTensorInfo([], 'float32');
  const gradient = backend.makeTensorInfo(logits.shape, 'float32');
  const [batch, outputs] = logits.shape as [number, number];
  runShader(backend, shader, {
    tensors: [loss, gradient, answers, logits, photos],
    written: [loss, gradient, answers],
    settings: [batch, outputs, lossKinds.indexOf(kind), row].map(whole),
    workgroups: [1],
  });
  return [loss, gradient];
}

const threads = 64;

const shader: Shader = {
  name: 'PhotoLosses',
  code: `
struct Settings { batch: u32, outputs: u32, kind: u32, row: u32 }
@group(0) @binding(0) var<storage, read_write> loss: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(2) var<storage, read_write> answers: array<f32>;
@group(0) @binding(3) var<storage, read> logits: array<f32>;
@group(0) @binding(4) var<storage, read> photos: array<f32>;
@group(0) @binding(5) var<uniform> settings: Settings;
var<workgroup> losses: array<f32, ${threads}>;
var<workgroup> right: array<f32, ${threads}>;

fn sigmoidLoss(first: u32, label: f32, weight: f32) -> f32 {
  let logit = logits[first];
  gradient[first] = weight * (1.0 / (1.0 + exp(-logit)) - label);
  return max(logit, 0.0) - logit * label + log(1.0 + exp(-abs(logit)));
}

fn softmaxLoss(first: u32, label: u32, largest: f32, weight: f32) -> f32 {
  var sum = 0.0;
  for (var i = 0u; i < settings.outputs; i++) { sum += exp(logits[first + i] - largest); }
  for (var i = 0u; i < settings.outputs; i++) {
    gradient[first + i] = weight * (exp(logits[first + i] - largest) / sum - select(0.0, 1.0, i == label));
  }
  return log(sum) - (logits[first + label] - largest);
}

fn hingeLoss(first: u32, label: u32, weight: f32) -> f32 {
  var sum = 0.0;
  for (var i = 0u; i < settings.outputs; i++) {
    let own = select(i == label, label == 1u, settings.outputs == 1u);
    let side = select(-1.0, 1.0, own);
    let margin = 1.0 - side * logits[first + i];
    // max would make 0 of what is no number.
    let slack = select(margin, 0.0, margin < 0.0);
    if (settings.kind == 1u) {
      sum += slack;
      gradient[first + i] = weight * select(0.0, -side, slack > 0.0);
    } else {
      sum += slack * slack;
      gradient[first + i] = weight * -2.0 * side * slack;
    }
  }
  return sum;
}

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) index: u32) {
  var total = 0.0;
  var correct = 0.0;
  for (var photo = index; photo < settings.batch; photo += ${threads}u) {
    let first = photo * settings.outputs;
    let label = photos[2u * photo];
    let share = photos[2u * photo + 1u] / f32(settings.batch);
    var largest = logits[first];
    var best = 0u;
    for (var i = 1u; i < settings.outputs; i++) {
      if (logits[first + i] > largest) { largest = logits[first + i]; best = i; }
    }
    if (settings.outputs == 1u) { best = select(0u, 1u, largest > 0.0); }
    if (best == u32(label)) { correct += 1.0; }
    if (settings.kind != 0u) { total += share * hingeLoss(first, u32(label), share); }
    else if (settings.outputs == 1u) { total += share * sigmoidLoss(first, label, share); }
    else { total += share * softmaxLoss(first, u32(label), largest, share); }
  }
  losses[index] = total;
  right[index] = correct;
  workgroupBarrier();
  if (index == 0u) {
    for (var other = 1u; other < ${threads}u; other++) {
      total += losses[other];
      correct += right[other];
    }
    loss[0] = total;
    answers[2u * settings.row] = total;
    answers[2u * settings.row + 1u] = correct;
  }
}`,
};
