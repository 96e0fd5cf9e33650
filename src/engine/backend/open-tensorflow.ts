import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs';
import type { OpenedBackend } from './compute-backend.ts';
import { describeGpu, describeProcessor } from './describe-hardware.ts';
import { restoreNodeUtil } from './restore-node-util.ts';
import { locateRuntime } from './runtime/locate-runtime.ts';
import type { TensorFlowBinding } from './tensorflow-binding.ts';

const require = createRequire(import.meta.url);

/**
 * Read by TensorFlow's library when it loads. oneDNN is on by default on some processors only; here it is fastest
 * on all that were tried. Without growth, TensorFlow takes nearly all of a GPU's memory at once.
 */
const tensorflowEnvironment = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  TF_ENABLE_ONEDNN_OPTS: '1',
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
};

let loaded: {
  readonly binding: TensorFlowBinding;
  readonly version: string;
  readonly cudaBuild: boolean;
} | null = null;

/**
 * TensorFlow through the addon that the set-up provided. The addon is loaded directly and the kernels are
 * registered one level below the package's index.js, which would look for a prebuilt addon of its own.
 */
export async function openTensorflow(): Promise<OpenedBackend> {
  loaded ??= load();
  const { binding, version, cudaBuild } = loaded;
  if (!(await tf.setBackend('tensorflow'))) throw new Error('tfjs did not take the backend');
  const processor = describeProcessor();
  const onGpu = binding.isUsingGpuDevice();
  return {
    binding,
    onnx: null,
    facts: {
      backend: 'tensorflow',
      device: onGpu ? (describeGpu() ?? 'GPU') : processor.name,
      tensorflowVersion: version,
      bf16: onGpu ? 'gpu' : processor.bf16,
      vector: processor.vector,
    },
    missed: cudaBuild && !onGpu ? [{ backend: 'tensorflow-cuda', reason: 'no usable GPU' }] : [],
  };
}

function load(): NonNullable<typeof loaded> {
  const runtime = locateRuntime();
  if (!runtime) throw new Error('no TensorFlow runtime');
  for (const [name, value] of Object.entries(tensorflowEnvironment)) process.env[name] ??= value;
  restoreNodeUtil();
  const binding = require(runtime.addon) as TensorFlowBinding;
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend') as {
    NodeJSKernelBackend: new (binding: TensorFlowBinding, packageName: string) => tf.KernelBackend;
  };
  tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'));
  return { binding, version: binding.TF_Version, cudaBuild: runtime.cuda };
}
