import * as tf from '@tensorflow/tfjs';
import { TensorProto_DataType } from '../../storage/generated/onnx_model_pb.ts';
import type { OnnxGraph } from './encode-onnx.ts';
import { onnxFloats, onnxNode } from './onnx-nodes.ts';
import type { LoadedOnnxGraph, OnnxRuntime } from './onnx-runtime.ts';

/** A picture and two convolutions with as many channels as the costly ones have: some 0.1 G multiplications. */
const side = 56;
const channels = 64;
const window = 3;
/** The shortest time counts: other programs only ever add to it. */
const rounds = 3;

/**
 * How many times as fast as tfjs's WebAssembly backend, which must be the global one, onnxruntime convolves here.
 * Takes a fraction of a second. Throws `onnx-graph-rejected`.
 */
export async function timesFasterThanWasm(runtime: OnnxRuntime): Promise<number> {
  const pixels = Uint8Array.from({ length: side * side * channels }, (_, index) => index % 251);
  const graph = await runtime.load(probeGraph(), 'speed probe');
  try {
    const wasm = await shortest(() => convolveByWasm(pixels));
    const onnx = await shortest(() => convolveByOnnx(graph, pixels));
    return wasm / onnx;
  } finally {
    graph.close();
  }
}

async function shortest(work: () => Promise<unknown>): Promise<number> {
  await work();
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

async function convolveByOnnx(graph: LoadedOnnxGraph, pixels: Uint8Array): Promise<void> {
  await graph.run(pixels, 1);
}

async function convolveByWasm(pixels: Uint8Array): Promise<void> {
  const output = tf.tidy(() => {
    const input = tf.tensor4d(Float32Array.from(pixels), [1, side, side, channels]);
    const kernel = tf.fill<tf.Rank.R4>([window, window, channels, channels], weight);
    return tf.relu(tf.conv2d(tf.relu(tf.conv2d(input, kernel, 1, 'same')), kernel, 1, 'same'));
  });
  await output.data();
  output.dispose();
}

const weight = 1e-3;

function probeGraph(): OnnxGraph {
  const shape = [side, side, channels];
  const dims = [channels, channels, window, window];
  const kernel = new Float32Array(channels * channels * window * window).fill(weight);
  const attributes = { kernel_shape: [window, window], strides: [1, 1], pads: [1, 1, 1, 1] };
  return {
    inputs: [{ name: 'pixels', type: TensorProto_DataType.UINT8, shape }],
    outputs: [{ name: 'features', type: TensorProto_DataType.FLOAT, shape }],
    constants: [onnxFloats('kernel', dims, kernel)],
    nodes: [
      onnxNode('floats', 'Cast', ['pixels'], { to: TensorProto_DataType.FLOAT }),
      onnxNode('turned', 'Transpose', ['floats'], { perm: [0, 3, 1, 2] }),
      onnxNode('first', 'Conv', ['turned', 'kernel'], attributes),
      onnxNode('first_relu', 'Relu', ['first']),
      onnxNode('second', 'Conv', ['first_relu', 'kernel'], attributes),
      onnxNode('second_relu', 'Relu', ['second']),
      onnxNode('features', 'Transpose', ['second_relu'], { perm: [0, 2, 3, 1] }),
    ],
  };
}
