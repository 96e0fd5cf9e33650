import { beforeAll, describe, expect, it } from 'vitest';
import { readTestWeights, skippedWithoutWeights, testWeightsFile } from '../../../test/base-weights.ts';
import { readGolden, relativeL2, relativeToLargest } from '../../../test/golden.ts';
import { hasSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../../../test/software-gpu.ts';
import { openBackend } from '../backend/open-backend.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { describeNetwork } from './describe-network.ts';
import { openFrozenPass, type FrozenWay } from './frozen-pass.ts';

// 30 photos through the whole base: a busy machine takes its time.
const golden = readGolden('features');
const network = describeNetwork(
  { kind: 'base', base: 'vgg16', units: 256, dropout: 0.5 },
  { size: 150, fit: 'stretch' },
  2,
);
const layers = ['block4_pool', 'block5_pool'] as const;

/** What the pass gives and what Keras gave; block4_pool is known for the first 2 pictures only. */
async function featuresOf(
  backend: 'tensorflow' | 'webgpu' | 'wasm',
  way: FrozenWay,
  precision: 'fp32' | 'bf16',
  count: number,
): Promise<Record<(typeof layers)[number], { found: Float32Array; expected: Float32Array }>> {
  const pass = await openFrozenPass(await openBackend(backend), network, weights, layers, precision, way);
  const batch = Math.min(count, 10);
  const images = golden.bytes('images').values;
  const pixels = 150 * 150 * 3;
  const batches: ReadonlyMap<string, Float32Array>[] = [];
  for (let start = 0; start < count; start += batch) {
    batches.push(await pass.run(images.slice(start * pixels, (start + batch) * pixels), batch));
  }
  pass.close();
  const known = { block4_pool: Math.min(2, count), block5_pool: count };
  const compare = (layer: (typeof layers)[number]): { found: Float32Array; expected: Float32Array } => {
    const { shape, values } = golden.floats(layer);
    const length = (known[layer] * values.length) / shape[0]!;
    const found = floatsOf(Buffer.concat(batches.map((outputs) => bytesOf(outputs.get(layer)!))));
    return { found: found.subarray(0, length), expected: values.subarray(0, length) };
  };
  return { block4_pool: compare('block4_pool'), block5_pool: compare('block5_pool') };
}

/** What a software GPU computes in seconds, and all of VGG16's poolings leave a place of. */
const side = 32;

/** The middle of one of the pictures, side x side. */
function pieceOf(images: Uint8Array, picture: number): Uint8Array {
  const [size, first] = [150, (150 - side) / 2];
  return Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const [row, rest] = [Math.floor(at / (side * 3)), at % (side * 3)];
    return images[((picture * size + first + row) * size + first) * 3 + rest]!;
  });
}

/**
 * A half is off by half a unit in its last place, at most 2^-11 of itself. Each convolution meets rounded weights and a
 * rounded picture, whose errors are independent: together the root of two times that, at most, relative to what is added
 * up. Layers' errors add up in squares. Positive and negative products cancel, which makes what is left of the errors
 * larger; twice is allowed for it a layer, as a root over the layers.
 */
function halvesBound(convolutions: number): number {
  return 2 * Math.sqrt(2 * convolutions) * 2 ** -11;
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

let weights: TensorMap;

describe.skipIf(testWeightsFile === null)(`VGG16's features are Keras's${skippedWithoutWeights}`, () => {
  beforeAll(async () => {
    weights = await readTestWeights();
  });

  it.skipIf(locateRuntime() === null).each(['graph', 'layers'] as const)(
    'on TensorFlow, fp32, by %s, for all pictures',
    async (way) => {
      const features = await featuresOf('tensorflow', way, 'fp32', 20);
      for (const layer of layers) {
        expect(relativeToLargest(features[layer].found, features[layer].expected)).toBeLessThan(1e-3);
      }
    },
  );

  it.skipIf(locateRuntime() === null)('on TensorFlow, bf16, by graph, within 2 %', async () => {
    const features = await featuresOf('tensorflow', 'graph', 'bf16', 1);
    for (const layer of layers) {
      const difference = relativeL2(features[layer].found, features[layer].expected);
      expect(difference).toBeLessThan(0.02);
      // Nearer than this and it was not bf16.
      expect(difference).toBeGreaterThan(1e-4);
    }
  });

  it('by onnxruntime beside WASM, for all pictures', async () => {
    const features = await featuresOf('wasm', 'onnx', 'fp32', 20);
    for (const layer of layers) {
      expect(relativeToLargest(features[layer].found, features[layer].expected)).toBeLessThan(1e-3);
    }
  });

  it.skipIf(!hasSoftwareGpu)(
    `on a GPU by WebGPU, layer by layer, for two pictures${skippedWithoutGpu}`,
    async () => {
      showSoftwareGpu();
      const features = await featuresOf('webgpu', 'layers', 'fp32', 2);
      for (const layer of layers) {
        expect(relativeToLargest(features[layer].found, features[layer].expected)).toBeLessThan(1e-3);
      }
    },
  );

  it.skipIf(!hasSoftwareGpu)(
    `on a GPU by WebGPU in fp16, within what rounding does, for a piece of two pictures${skippedWithoutGpu}`,
    async () => {
      showSoftwareGpu();
      const piece = { ...network, inputShape: [side, side, 3] as const };
      const images = golden.bytes('images').values;
      const pixels = Uint8Array.from([...pieceOf(images, 0), ...pieceOf(images, 1)]);
      const passOn = async (backend: 'wasm' | 'webgpu', precision: 'fp32' | 'fp16') => {
        const pass = await openFrozenPass(await openBackend(backend), piece, weights, layers, precision);
        const found = await pass.run(pixels, 2);
        pass.close();
        return found;
      };
      const expected = await passOn('wasm', 'fp32');
      const found = await passOn('webgpu', 'fp16');
      layers.forEach((layer, place) => {
        const difference = relativeL2(found.get(layer)!, expected.get(layer)!);
        expect(difference).toBeLessThan(halvesBound([10, 13][place]!));
        // Nearer than this and it was not fp16.
        expect(difference).toBeGreaterThan(2 ** -14);
      });
    },
  );

  it('on WASM, layer by layer, for two pictures', async () => {
    const features = await featuresOf('wasm', 'layers', 'fp32', 2);
    for (const layer of layers) {
      expect(relativeToLargest(features[layer].found, features[layer].expected)).toBeLessThan(1e-3);
    }
  });
});
