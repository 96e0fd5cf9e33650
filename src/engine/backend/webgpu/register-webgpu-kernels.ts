import * as tf from '@tensorflow/tfjs';
import { filterGradient } from './kernels/filter-gradient.ts';
import { fusedLayer, type LayerInputs, type LayerWindow } from './kernels/fused-layer.ts';
import { halfConvolution, type HalfInputs, type HalfWindow } from './kernels/half-convolution.ts';
import { halfPool, type HalfPool } from './kernels/half-pool.ts';
import { maxPoolGradient } from './kernels/max-pool-gradient.ts';
import { notePenalty } from './kernels/note-penalty.ts';
import { packHalves } from './kernels/pack-halves.ts';
import { photoLosses } from './kernels/photo-losses.ts';
import { reluBiasGradient } from './kernels/relu-bias-gradient.ts';
import { unpackHalves, unpackPixels } from './kernels/unpack.ts';
import { updateParameter } from './kernels/update-parameter.ts';
import type { WebgpuBackend } from './webgpu-parts.ts';

/** Kernels of ours that tfjs has no name for; ./own-operations.ts and ./half-operations.ts call them. */
export const ownKernels = {
  fusedLayer: 'FusedLayer',
  reluBiasGradient: 'ReluBiasGradient',
  photoLosses: 'PhotoLosses',
  notePenalty: 'NotePenalty',
  updateParameter: 'UpdateParameter',
  unpackHalves: 'UnpackHalves',
  unpackPixels: 'UnpackPixels',
  packHalves: 'PackHalves',
  halfConvolution: 'HalfConvolution',
  halfPool: 'HalfPool',
} as const;

/** tfjs's own that ours stand for. */
export const replacedKernels = ['MaxPoolGrad', 'Conv2DBackpropFilter'] as const;

type Inputs = Readonly<Record<string, tf.TensorInfo>>;

/**
 * Mends what is wrong in tfjs's WebGPU backend, replaces what is slow in it, and adds what it does in many steps. Called
 * once a process, after its own kernels are registered.
 */
export function registerWebgpuKernels(): void {
  replace('MaxPoolGrad', ({ input, dy }, attrs, backend) =>
    maxPoolGradient(backend, input!, dy!, attrs as tf.MaxPoolGradAttrs),
  );
  replace('Conv2DBackpropFilter', ({ x, dy }, attrs, backend) =>
    filterGradient(backend, x!, dy!, attrs as tf.Conv2DBackpropFilterAttrs),
  );
  add(ownKernels.fusedLayer, (inputs, attrs, backend) =>
    fusedLayer(backend, inputs as unknown as LayerInputs, attrs as LayerWindow),
  );
  add(ownKernels.reluBiasGradient, ({ dy, y }, attrs, backend) => {
    const { before, bias } = reluBiasGradient(backend, dy!, y!, (attrs as { relu: boolean }).relu);
    return [before, bias];
  });
  add(ownKernels.photoLosses, (inputs, attrs, backend) =>
    photoLosses(
      backend,
      inputs as unknown as Parameters<typeof photoLosses>[1],
      attrs as Parameters<typeof photoLosses>[2],
    ),
  );
  add(ownKernels.notePenalty, ({ answers, ...parameters }, attrs, backend) => {
    const place = attrs as Parameters<typeof notePenalty>[3];
    notePenalty(backend, Object.values(parameters), answers!, place);
    return [];
  });
  add(ownKernels.updateParameter, ({ parameter, gradient, ...slots }, attrs, backend) => {
    const step = attrs as Parameters<typeof updateParameter>[4];
    updateParameter(backend, parameter!, gradient!, Object.values(slots), step);
    return [];
  });
  add(ownKernels.unpackHalves, ({ words }, attrs, backend) =>
    unpackHalves(backend, words!, (attrs as { shape: readonly number[] }).shape),
  );
  add(ownKernels.unpackPixels, ({ words, mean }, attrs, backend) =>
    unpackPixels(backend, words!, mean!, attrs as Parameters<typeof unpackPixels>[3]),
  );
  add(ownKernels.packHalves, ({ x, overflow }, _, backend) => packHalves(backend, x!, overflow!));
  add(ownKernels.halfConvolution, (inputs, attrs, backend) =>
    halfConvolution(backend, inputs as unknown as HalfInputs, attrs as HalfWindow),
  );
  add(ownKernels.halfPool, ({ x }, attrs, backend) => halfPool(backend, x!, attrs as HalfPool));
}

type Compute = (inputs: Inputs, attrs: unknown, backend: WebgpuBackend) => tf.TensorInfo | tf.TensorInfo[];

function replace(kernelName: (typeof replacedKernels)[number], compute: Compute): void {
  tf.unregisterKernel(kernelName, 'webgpu');
  add(kernelName, compute);
}

function add(kernelName: string, compute: Compute): void {
  tf.registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend, attrs }) => compute(inputs as Inputs, attrs, backend as WebgpuBackend),
  });
}
