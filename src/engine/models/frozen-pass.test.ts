import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { relativeL2, relativeToLargest } from '../../../test/golden.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import type { NetworkConfig, ScratchDesign } from '../../shared/recipe.ts';
import { encodeSavedModel } from '../backend/graph/encode-saved-model.ts';
import { attribute, node, toBfloat16 } from '../backend/graph/graph-nodes.ts';
import { loadGraph } from '../backend/graph/load-graph.ts';
import { openBackend, type ComputeBackend } from '../backend/open-backend.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import { DataType } from '../storage/generated/tensorflow_graph_pb.ts';
import { describeNetwork } from './describe-network.ts';
import { frozenGraph } from './graph/frozen-graph.ts';
import { openFrozenPass } from './frozen-pass.ts';
import { initialiseWeights } from './initialise-weights.ts';

const convnet = describeNetwork(
  { kind: 'small-convnet', units: 8, dropout: 0.5 },
  { size: 48, fit: 'stretch' },
  3,
);
const vgg16 = describeNetwork(
  { kind: 'base', base: 'vgg16', units: 8, dropout: 0.5 },
  { size: 32, fit: 'stretch' },
  2,
);
const alexnet = fromScratch('alexnet', 96);
const alexnetCaffe = fromScratch('alexnet-caffe', 99);

/** Near the least side that its layers leave something of. */
function fromScratch(design: ScratchDesign, size: number): NetworkSpec {
  const config: NetworkConfig = { kind: 'from-scratch', design, units: 8, dropout: 0.5 };
  return describeNetwork(config, { size, fit: 'stretch' }, 3);
}

/** Two pictures of this side. */
function madePixels(side: number): Uint8Array {
  const draws = randomStream(2, 'pixels');
  return Uint8Array.from({ length: 2 * side * side * 3 }, () => draws.below(256));
}
const pixels = madePixels(48);

describe('frozenGraph', () => {
  it('holds no layer after the last one asked for', () => {
    const graph = frozenGraph(convnet, initialiseWeights(convnet, 1), ['max_pooling2d'], 'fp32', true);
    expect(graph.nodes.map(({ name }) => name)).toContain('conv2d/kernel');
    expect(graph.nodes.some(({ name }) => name.startsWith('conv2d_1'))).toBe(false);
    expect(graph.outputs).toEqual([
      { node: 'max_pooling2d/output', type: DataType.DT_FLOAT, shape: [-1, 23, 23, 32] },
    ]);
  });

  it('halves the file in bf16', () => {
    const bytes = (precision: 'fp32' | 'bf16'): number =>
      encodeSavedModel(frozenGraph(convnet, initialiseWeights(convnet, 1), ['conv2d_3'], precision, true))
        .length;
    expect(bytes('bf16') / bytes('fp32')).toBeCloseTo(0.5, 1);
  });
});

describe('toBfloat16', () => {
  it.each([
    [1, 0x3f80],
    [-2, 0xc000],
    [Infinity, 0x7f80],
    // Half way between two: to the even one, down and up.
    [1 + 2 ** -8, 0x3f80],
    [1 + 3 * 2 ** -8, 0x3f82],
    [1 + 2 ** -8 + 2 ** -20, 0x3f81],
  ])('%d', (value, word) => {
    expect(toBfloat16(Float32Array.of(value))[0]).toBe(word);
  });
});

describe('openFrozenPass', () => {
  it('refuses a layer that is not there, graphs and bf16 where there is no TensorFlow', async () => {
    const wasm = await openBackend('wasm');
    const weights = initialiseWeights(convnet, 1);
    await expect(openFrozenPass(wasm, convnet, weights, ['conv2d', 'x'], 'fp32')).rejects.toMatchObject({
      code: 'unknown-layer',
      facts: { layer: 'x' },
    });
    await expect(openFrozenPass(wasm, convnet, weights, ['conv2d'], 'bf16')).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
    await expect(openFrozenPass(wasm, convnet, weights, ['conv2d'], 'fp32', 'graph')).rejects.toMatchObject({
      code: 'backend-unavailable',
    });
  });

  describe.skipIf(locateRuntime() === null)('on TensorFlow', () => {
    let backend: ComputeBackend;
    beforeAll(async () => {
      backend = await openBackend('tensorflow');
    });

    it.each([
      ['the tutorial network', convnet, ['predictions', 'max_pooling2d_3']],
      ['VGG16', vgg16, ['block5_pool', 'predictions', 'block2_conv1']],
      ['alexnet', alexnet, ['max_pooling2d_2', 'predictions', 'max_pooling2d']],
      ['alexnet-caffe', alexnetCaffe, ['pool5', 'predictions', 'norm1', 'conv2']],
    ] as const)('gives the same by both ways: %s', async (_, network, outputs) => {
      const weights = initialiseWeights(network, 1);
      const batch = madePixels(network.inputShape[0]);
      const run = async (way: 'graph' | 'layers'): Promise<ReadonlyMap<string, Float32Array>> => {
        const pass = await openFrozenPass(backend, network, weights, outputs, 'fp32', way);
        const found = await pass.run(batch, 2);
        pass.close();
        return found;
      };
      const [graph, layers] = [await run('graph'), await run('layers')];
      expect([...graph.keys()]).toEqual(outputs);
      for (const output of outputs) {
        expect(relativeToLargest(graph.get(output)!, layers.get(output)!), output).toBeLessThan(1e-5);
      }
    });

    it('is near in bf16, and not the same', async () => {
      const weights = initialiseWeights(convnet, 1);
      const run = async (precision: 'fp32' | 'bf16'): Promise<Float32Array> => {
        const pass = await openFrozenPass(backend, convnet, weights, ['max_pooling2d_3'], precision);
        const found = (await pass.run(pixels, 2)).get('max_pooling2d_3')!;
        pass.close();
        return found;
      };
      const difference = relativeL2(await run('bf16'), await run('fp32'));
      expect(difference).toBeLessThan(0.03);
      expect(difference).toBeGreaterThan(1e-4);
    });

    it('leaves no tensor, no session and no folder behind', async () => {
      const binding = backend.binding!;
      const folder = await mkdtemp(join(tmpdir(), 'thaw-test-'));
      vi.stubEnv('TMPDIR', folder);
      const held = async (): Promise<unknown> => [
        binding.getNumOfTensors(),
        binding.getNumOfSavedModels(),
        await readdir(folder),
      ];
      const before = await held();
      const pass = await openFrozenPass(backend, convnet, initialiseWeights(convnet, 1), ['conv2d'], 'fp32');
      for (let round = 0; round < 3; round++) await pass.run(pixels, 2);
      pass.close();
      expect(await held()).toEqual(before);
      vi.unstubAllEnvs();
      await rmdir(folder);
    });

    it('names what TensorFlow does not take', async () => {
      const broken = node('broken_node', 'Relu', ['not_there'], { T: attribute.type(DataType.DT_FLOAT) });
      await expect(
        loadGraph(
          backend.binding!,
          { nodes: [broken], inputs: [], outputs: [] },
          { name: 'a test', layers: ['broken_node'] },
        ),
      ).rejects.toMatchObject({
        code: 'graph-rejected',
        facts: {
          graph: 'a test',
          layer: 'broken_node',
          detail: expect.stringContaining('broken_node') as string,
        },
      });
    });

    it('names what TensorFlow cannot run', async () => {
      const pass = await openFrozenPass(backend, convnet, initialiseWeights(convnet, 1), ['conv2d'], 'fp32');
      await expect(async () => pass.run(pixels, 3)).rejects.toMatchObject({ code: 'graph-rejected' });
      pass.close();
    });
  });
});
