import type { TensorInfo } from '@tensorflow/tfjs';
import type { GpuPipeline, WebgpuBackend, WebgpuSetting } from './webgpu-parts.ts';

/** A compute shader of ours, whole. Its last binding holds its settings, in a struct of numbers of 4 bytes. */
export interface Shader {
  /** Tells it from every other one. */
  readonly name: string;
  /** WGSL, with the entry point `main`. */
  readonly code: string;
}

export interface ShaderRun {
  /** Tensors by binding, from 0. */
  readonly tensors: readonly TensorInfo[];
  /** Those of them that it changes or fills; the shader declares them as read_write. */
  readonly written: readonly TensorInfo[];
  readonly settings: readonly WebgpuSetting[];
  readonly workgroups: readonly [number, number?, number?];
}

/** WebGPU's own least limit of workgroups along a dimension; shaders stride over what is more. */
export const mostWorkgroups = 65_535;

/**
 * Puts a shader of ours into tfjs's own queue: after what was asked before, within the same pass of commands. Unlike
 * tfjs's programs it may write several tensors, and change them in place.
 */
export function runShader(
  backend: WebgpuBackend,
  shader: Shader,
  { tensors, written, settings, workgroups }: ShaderRun,
): void {
  for (const { dataId } of tensors) backend.uploadToGPU(dataId);
  // What was read of them before is no longer what they hold.
  for (const { dataId } of written) backend.tensorMap.get(dataId).values = null;
  const pipeline = pipelineOf(backend, shader);
  const resources = [
    ...tensors.map((tensor) => backend.tensorToBinding(tensor)),
    backend.makeUniforms(settings),
  ];
  for (const { dataId } of tensors) backend.commandQueueOwnedIds.add(dataId);
  const bindings = backend.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: resources.map((resource, binding) => ({ binding, resource })),
  });
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass();
  const pass = backend.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  pass.dispatchWorkgroups(...workgroups);
  backend.dispatchCountInPass++;
  if (backend.dispatchCountInPass < dispatchesASubmission) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** As many as tfjs itself hands over at once (its WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE). */
const dispatchesASubmission = 15;

/** Compiled once a device. */
function pipelineOf({ device, pipelineCache }: WebgpuBackend, { name, code }: Shader): GpuPipeline {
  pipelineCache[name] ??= device.createComputePipeline({
    label: name,
    layout: 'auto',
    compute: { module: device.createShaderModule({ label: name, code }), entryPoint: 'main' },
  });
  return pipelineCache[name];
}

export const float = (value: number): WebgpuSetting => ({ type: 'float32', data: [value] });
export const whole = (value: number): WebgpuSetting => ({ type: 'uint32', data: [value] });
export const signed = (value: number): WebgpuSetting => ({ type: 'int32', data: [value] });
