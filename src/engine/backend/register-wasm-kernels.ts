import * as tf from '@tensorflow/tfjs';
import { depthwiseFilterGradient, depthwiseInputGradient } from './wasm-depthwise-gradients.ts';
import { conv2dFilterGradient } from './wasm-filter-gradient.ts';
import { maxPoolGradient } from './wasm-max-pool-gradient.ts';

/** Adds what fine-tuning needs to the WebAssembly backend, and mends what is wrong in it. Called once a process. */
export function registerWasmKernels(): void {
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const { strides, pad, filterShape, dataFormat } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
      if (dataFormat !== 'NHWC') throw new Error(`filter gradient for ${dataFormat}`);
      return conv2dFilterGradient(x, dy, filterShape, strides, pad);
    },
  });
  tf.registerKernel({
    kernelName: 'DepthwiseConv2dNativeBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const { filterShape, ...rest } = attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
      return depthwiseFilterGradient(x, dy, filterShape, rest);
    },
  });
  tf.registerKernel({
    kernelName: 'DepthwiseConv2dNativeBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { dy, filter } = inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D };
      const { inputShape, ...rest } = attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
      return depthwiseInputGradient(dy, filter, inputShape, rest);
    },
  });
  tf.unregisterKernel('MaxPoolGrad', 'wasm');
  tf.registerKernel({
    kernelName: 'MaxPoolGrad',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { input, dy } = inputs as { input: tf.Tensor4D; dy: tf.Tensor4D };
      const { filterSize, strides, pad } = attrs as unknown as tf.MaxPoolGradAttrs;
      return maxPoolGradient(input, dy, filterSize, strides, pad);
    },
  });
}
