import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { Conv2dSpec, LayerSpec, MaxPool2dSpec, NetworkSpec } from '../../../shared/network.ts';
import type { HalfForm } from '../../backend/webgpu/kernels/half-words.ts';
import { halfConvolution, halfPool, packHalves } from '../../backend/webgpu/half-operations.ts';
import { fromFloat16Words, toFloat16Words } from '../../features/float16.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { layerInputs } from '../layer-inputs.ts';
import { layerShapes } from '../layer-shapes.ts';
import { pixelInput } from '../pixel-input.ts';
import type { FrozenPass } from './pass.ts';

type HalfLayer = Conv2dSpec | MaxPool2dSpec;

/** Whether the half pass has all layers up to these outputs: VGG's, a chain of convolutions and the largest of windows. */
export function hasHalfPass(network: NetworkSpec, outputs: readonly string[]): boolean {
  const taken = layerInputs(network);
  return layersTo(network, outputs).every(
    (layer, index) =>
      taken[index]!.length === 1 && taken[index]![0] === index - 1 && isHalfLayer(layer, index === 0),
  );
}

function isHalfLayer(layer: LayerSpec, isFirst: boolean): layer is HalfLayer {
  if (layer.kind === 'maxPool2d') return !isFirst;
  return (
    layer.kind === 'conv2d' &&
    layer.useBias !== false &&
    (layer.groups ?? 1) === 1 &&
    layer.filters % 4 === 0 &&
    (layer.activation === 'relu' || layer.activation === 'linear')
  );
}

/**
 * The frozen pass on a GPU by WebGPU with all that lies between the layers, and the weights, in half words; sums are of
 * 32 bits. For networks that hasHalfPass tells. What it gives rejects with `features-overflow` where a number is too
 * large for a half, whichever layer's it is.
 */
export function openHalfPass(
  network: NetworkSpec,
  weights: TensorMap,
  outputs: readonly string[],
  form: HalfForm,
): FrozenPass {
  const layers = layersTo(network, outputs) as readonly HalfLayer[];
  const shapes = layerShapes(network);
  const kernels = new Map<string, { readonly kernel: tf.Tensor; readonly bias: tf.Tensor }>();
  for (const { kind, name } of layers)
    if (kind === 'conv2d')
      kernels.set(name, {
        kernel: tf.keep(halfKernel(weights.get(`${name}/kernel`)!)),
        bias: tf.keep(tf.tensor1d(weights.get(`${name}/bias`)!.values)),
      });

  const forward = (pixels: Uint8Array, count: number): { overflow: tf.Tensor; found: tf.Tensor[] } => {
    const overflow = tf.zeros([1], 'int32');
    const captured = new Map<string, tf.Tensor>();
    let x = packHalves(pixelInput(network, pixels, count), overflow);
    layers.forEach((layer, index) => {
      const [height, width, channels] = shapes[index]!.inputShapes[0] as [number, number, number];
      const inputShape = [count, height, width, fourfold(channels)] as const;
      const { strides, padding: pad } = layer;
      if (layer.kind === 'maxPool2d')
        x = halfPool(x, { inputShape, poolSize: layer.poolSize, strides, pad, form });
      else {
        const kernelShape = [...layer.kernelSize, fourfold(channels), layer.filters] as const;
        const relu = layer.activation === 'relu';
        const inputs = { x, ...kernels.get(layer.name)!, overflow };
        x = halfConvolution(inputs, { inputShape, kernelShape, strides, pad, relu, form });
      }
      captured.set(layer.name, x);
    });
    return { overflow, found: outputs.map((name) => captured.get(name)!) };
  };

  const runHalf: FrozenPass['runHalf'] = async (pixels, count) => {
    const { overflow, found } = tf.tidy(() => forward(pixels, count));
    try {
      const [overflowed, ...values] = await Promise.all(
        [overflow, ...found].map((tensor) => tensor.data<'int32'>()),
      );
      if (overflowed![0] !== 0) throw new ThawError('features-overflow', { layer: layers.at(-1)!.name });
      return new Map(outputs.map((layer, index) => [layer, wordsOf(values[index]!)]));
    } finally {
      tf.dispose([overflow, ...found]);
    }
  };
  return {
    runHalf,
    run: async (pixels, count) =>
      new Map([...(await runHalf(pixels, count))].map(([layer, words]) => [layer, fromFloat16Words(words)])),
    close: () => {
      for (const { kernel, bias } of kernels.values()) tf.dispose([kernel, bias]);
    },
  };
}

function layersTo({ layers }: NetworkSpec, outputs: readonly string[]): readonly LayerSpec[] {
  return layers.slice(0, 1 + layers.findLastIndex(({ name }) => outputs.includes(name)));
}

const fourfold = (channels: number): number => Math.ceil(channels / 4) * 4;

/** [height, width, channels, filters] as half words, channels filled up with zeros to a multiple of four. */
function halfKernel({ shape, values }: HostTensor): tf.Tensor1D {
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const taps = height * width;
  const filled = new Float32Array(taps * fourfold(channels) * filters);
  for (let tap = 0; tap < taps; tap++)
    filled.set(
      values.subarray(tap * channels * filters, (tap + 1) * channels * filters),
      tap * fourfold(channels) * filters,
    );
  return tf.tensor1d(new Int32Array(toFloat16Words(filled).buffer), 'int32');
}

function wordsOf({ buffer, byteOffset, byteLength }: Int32Array): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
