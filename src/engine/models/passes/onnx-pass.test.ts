import * as tf from '@tensorflow/tfjs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeToLargest } from '../../../../test/golden.ts';
import { type LayerSpec, type NetworkSpec, pictureName } from '../../../shared/network.ts';
import { isKernel } from '../../../shared/weight-parts.ts';
import { type MakeLayers, spatialLayers } from '../fixtures/drawn-layers.ts';
import { randomStream } from '../../../shared/random.ts';
import { openBackend, type ComputeBackend } from '../../backend/open-backend.ts';
import { loadOnnxRuntime } from '../../backend/onnx/onnx-runtime.ts';
import { describeNetwork } from '../describe-network.ts';
import { openFrozenPass, type FrozenPass } from '../frozen-pass.ts';
import { initialiseWeights } from '../initialise-weights.ts';
import { layerShapes } from '../layer-shapes.ts';
import { onnxGraph } from './onnx-graph.ts';
import { openOnnxPass } from './onnx-pass.ts';
import type { TensorMap } from '../../storage/safetensors.ts';

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend('wasm');
});

const side = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(side, side);
const padding = fc.constantFrom('same' as const, 'valid' as const);
const activation = fc.constantFrom(
  'linear' as const,
  'relu' as const,
  'sigmoid' as const,
  'softmax' as const,
);
const spatialLayer: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('conv2d' as const),
    name: fc.constant(''),
    filters: fc.integer({ min: 1, max: 5 }),
    kernelSize: pair,
    strides: pair,
    padding,
    activation,
  }),
  fc.record({
    kind: fc.constant('maxPool2d' as const),
    name: fc.constant(''),
    poolSize: pair,
    strides: pair,
    padding,
  }),
  fc.record({ kind: fc.constant('dropout' as const), name: fc.constant(''), rate: fc.constant(0.5) }),
);
const flatLayer: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('dense' as const),
    name: fc.constant(''),
    units: fc.integer({ min: 1, max: 6 }),
    activation,
  }),
  fc.record({ kind: fc.constant('dropout' as const), name: fc.constant(''), rate: fc.constant(0.5) }),
  fc.record({ kind: fc.constant('flatten' as const), name: fc.constant('') }),
);

const network: fc.Arbitrary<NetworkSpec> = fc
  .record({
    inputShape: fc.tuple(fc.integer({ min: 9, max: 14 }), fc.integer({ min: 9, max: 14 }), fc.constant(3)),
    preprocessing: fc.constantFrom(
      { channelOrder: 'bgr' as const, mean: [103.9, 116.8, 123.7] as const, scale: 1 },
      { channelOrder: 'rgb' as const, mean: [0, 127.5, 3] as const, scale: 1 / 255 },
    ),
    spatial: fc.array(
      fc.oneof(
        spatialLayer.map((layer): MakeLayers => (name) => [{ ...layer, name }]),
        spatialLayers,
      ),
      { maxLength: 4 },
    ),
    flat: fc.array(flatLayer, { maxLength: 3 }),
  })
  .map(({ inputShape, preprocessing, spatial, flat }) => {
    const layers: LayerSpec[] = [
      ...spatial.flatMap((make, index) =>
        make(`spatial_${index}`, index === 0 ? pictureName : `spatial_${index - 1}`),
      ),
      { kind: 'flatten', name: 'flatten' },
      ...flat.map((layer, index) => ({ ...layer, name: `flat_${index}` })),
    ];
    return { inputShape, preprocessing, layers };
  })
  .filter(fits);

function fits(candidate: NetworkSpec): boolean {
  try {
    return layerShapes(candidate).length > 0;
  } catch {
    return false;
  }
}

/** The drawn ones have no biases to speak of; these do. */
function weightsFor(candidate: NetworkSpec, seed: number): TensorMap {
  const draws = randomStream(seed, 'test-biases');
  const weights = initialiseWeights(candidate, seed);
  return new Map(
    [...weights].map(([name, tensor]) => [
      name,
      isKernel(name) ? tensor : { ...tensor, values: tensor.values.map(() => draws.below(200) / 100) },
    ]),
  );
}

function pixelsFor({ inputShape: [height, width] }: NetworkSpec, count: number): Uint8Array {
  const draws = randomStream(5, 'test-pixels');
  return Uint8Array.from({ length: count * height * width * 3 }, () => draws.below(256));
}

async function runAndClose(pass: FrozenPass, pixels: Uint8Array, count: number) {
  try {
    return await pass.run(pixels, count);
  } finally {
    pass.close();
  }
}

describe('the frozen pass by onnxruntime', () => {
  it('is what the fastest way means without TensorFlow', () => {
    expect(backend.onnx).not.toBeNull();
    expect(backend.facts.onnxruntime!.timesFaster).toBeGreaterThan(1.25);
  });

  it('gives every layer of any network as tfjs does, in Keras’s order', async () => {
    // tfjs's plain backend: its WebAssembly one gives zeros for some windows that are smaller than their stride.
    await tf.setBackend('cpu');
    await fc.assert(
      fc.asyncProperty(network, fc.integer({ min: 1, max: 3 }), fc.nat(1000), async (drawn, count, seed) => {
        const weights = weightsFor(drawn, seed);
        const outputs = drawn.layers.map(({ name }) => name);
        const pixels = pixelsFor(drawn, count);
        const byWay = async (way: 'onnx' | 'layers') =>
          runAndClose(await openFrozenPass(backend, drawn, weights, outputs, 'fp32', way), pixels, count);
        const [onnx, layers] = [await byWay('onnx'), await byWay('layers')];
        expect([...onnx.keys()]).toEqual(outputs);
        for (const output of outputs) {
          const [found, expected] = [onnx.get(output)!, layers.get(output)!];
          // Relative to a largest value of at least 1: behind a relu all can be 0.
          const scale = Math.max(1, ...expected.map(Math.abs));
          expect(found).toHaveLength(expected.length);
          found.forEach((value, index) => {
            expect(Math.abs(value - expected[index]!) / scale, output).toBeLessThan(1e-4);
          });
        }
      }),
      { numRuns: 150 },
    );
    await tf.setBackend('wasm');
  });

  it('gives the same bits again, alone or among others', async () => {
    const convnet = describeNetwork(
      { kind: 'small-convnet', units: 8, dropout: 0.5 },
      { size: 64, fit: 'stretch' },
      3,
    );
    const pass = await openFrozenPass(backend, convnet, weightsFor(convnet, 1), ['predictions'], 'fp32');
    const pixels = pixelsFor(convnet, 3);
    const together = (await pass.run(pixels, 3)).get('predictions')!;
    expect((await pass.run(pixels, 3)).get('predictions')).toEqual(together);
    const last = pixels.slice((2 * pixels.length) / 3);
    const alone = (await pass.run(last, 1)).get('predictions')!;
    expect(relativeToLargest(alone, together.slice(6))).toBeLessThan(1e-6);
    pass.close();
  });

  it('leaves out what comes after the last layer asked for', () => {
    const convnet = describeNetwork(
      { kind: 'small-convnet', units: 8, dropout: 0.5 },
      { size: 48, fit: 'stretch' },
      3,
    );
    const graph = onnxGraph(convnet, initialiseWeights(convnet, 1), ['max_pooling2d']);
    expect(graph.outputs).toMatchObject([{ name: 'max_pooling2d', shape: [23, 23, 32] }]);
    expect(graph.constants.map(({ name }) => name)).toContain('conv2d/kernel');
    expect(graph.constants.some(({ name }) => name.startsWith('conv2d_1'))).toBe(false);
  });

  it('names what onnxruntime does not take, and cannot run', async () => {
    const runtime = loadOnnxRuntime({});
    const broken = { nodes: [], constants: [], inputs: [], outputs: [] };
    await expect(runtime.load(broken, 'a test')).rejects.toMatchObject({
      code: 'onnx-graph-rejected',
      facts: { graph: 'a test' },
    });
    const convnet = describeNetwork(
      { kind: 'small-convnet', units: 8, dropout: 0.5 },
      { size: 48, fit: 'stretch' },
      3,
    );
    const pass = await openOnnxPass(runtime, convnet, initialiseWeights(convnet, 1), ['conv2d']);
    await expect(pass.run(pixelsFor(convnet, 1), 2)).rejects.toMatchObject({ code: 'onnx-graph-rejected' });
    pass.close();
  });
});
