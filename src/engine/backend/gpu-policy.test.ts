import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodesOnDevices } from '../../../test/nodes-on-devices.ts';
import type { OptimizerConfig } from '../../shared/recipe.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { frozenGraph } from '../models/graph/frozen-graph.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import { conv2d, dense } from '../models/fixtures/small-layers.ts';
import { network, stepOptions } from '../training/graph-step/fixtures/small-networks.ts';
import { trainingGraph } from '../training/graph-step/training-graph.ts';
import { attribute, node } from './graph/graph-nodes.ts';

describe('a graph', () => {
  const vgg16 = describeNetwork(
    { kind: 'base', base: 'vgg16', units: 8, dropout: 0.5 },
    { size: 32, fit: 'stretch' },
    3,
  );
  const convnet = describeNetwork(
    { kind: 'small-convnet', units: 8, dropout: 0.5 },
    { size: 48, fit: 'stretch' },
    2,
  );

  it.each([
    ['VGG16', 'fp32', vgg16],
    ['the tutorial network', 'fp32', convnet],
    ['the tutorial network', 'bf16', convnet],
  ] as const)('names no device: %s in %s', (_, precision, spec) => {
    const outputs = spec.layers.map(({ name }) => name);
    const graph = frozenGraph(spec, initialiseWeights(spec, 1), outputs, precision, true);
    expect(graph.nodes.length).toBeGreaterThan(outputs.length);
    expect(nodesOnDevices(graph)).toEqual([]);
  });

  it.each<OptimizerConfig>([
    { kind: 'rmsprop', learningRate: 1e-3, rho: 0.9, momentum: 0, epsilon: 1e-7 },
    { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    { kind: 'adamw', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 4e-3 },
    { kind: 'sgd', learningRate: 1e-3, momentum: 0.9, nesterov: true, decay: 0 },
  ])('names no device: a training step with $kind', (optimizer) => {
    const layers = [
      conv2d('conv', 2, [3, 3], 1, 'same', 'relu'),
      { kind: 'flatten', name: 'flatten' } as const,
      dense('predictions', 3, 'softmax'),
    ];
    const options = stepOptions(network(layers), optimizer, { penalty: { l2: 0.01, l2Biases: false } });
    const { graph } = trainingGraph(options, 'bf16', { forward: true, training: true });
    expect(graph.nodes.length).toBeGreaterThan(layers.length);
    expect(nodesOnDevices(graph)).toEqual([]);
  });

  it('that named one would be found', () => {
    const bound = { ...node('bound', 'Relu', [], {}), device: '/device:GPU:0' };
    const place = attribute.string('/job:localhost/replica:0/task:0/device:CPU:0');
    const byAttribute = node('by_attribute', 'VarHandleOp', [], { shared_name: place });
    const free = node('free', 'Conv2D', [], { data_format: attribute.string('NHWC') });
    const graph = { nodes: [bound, byAttribute, free], inputs: [], outputs: [] };
    expect(nodesOnDevices(graph)).toEqual(['bound', 'by_attribute']);
  });
});

describe('the binding', () => {
  let home: string;

  /** A binding that notes how its surroundings are when it is loaded, in place of TensorFlow's. */
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'thaw-home-'));
    const runtime = join(home, 'runtime');
    mkdirSync(runtime, { recursive: true });
    const seen = JSON.stringify(join(home, 'seen.json'));
    writeFileSync(
      join(runtime, 'binding.cjs'),
      `require('node:fs').writeFileSync(${seen}, JSON.stringify(process.env));
       throw new Error('only noted');`,
    );
    const file = {
      schemaVersion: 1,
      addon: 'binding.cjs',
      tensorflowVersion: '2',
      way: 'pypi-wheel-cuda',
      cuda: true,
    };
    writeFileSync(join(runtime, 'runtime.json'), JSON.stringify(file));
    vi.stubEnv('THAW_HOME', home);
    vi.stubEnv('THAW_RUNTIME', '');
    vi.stubEnv('TF_FORCE_GPU_ALLOW_GROWTH', undefined);
    vi.resetModules();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });

  const environmentAtLoad = async (): Promise<Record<string, string>> => {
    const { openTensorflow } = await import('./open-tensorflow.ts');
    await expect(openTensorflow()).rejects.toThrow('only noted');
    return JSON.parse(readFileSync(join(home, 'seen.json'), 'utf8')) as Record<string, string>;
  };

  it('finds memory growth asked for when it is loaded', async () => {
    expect((await environmentAtLoad()).TF_FORCE_GPU_ALLOW_GROWTH).toBe('true');
  });

  it('finds what the user set instead', async () => {
    vi.stubEnv('TF_FORCE_GPU_ALLOW_GROWTH', 'false');
    expect((await environmentAtLoad()).TF_FORCE_GPU_ALLOW_GROWTH).toBe('false');
  });
});
