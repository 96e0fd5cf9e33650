import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeToLargest } from '../../../../../test/golden.ts';
import { randomStream } from '../../../../shared/random.ts';
import { sizeOfShape } from '../../../../shared/size-of-shape.ts';
import { createGraphWriter } from '../../../backend/graph/graph-writer.ts';
import { loadGraph, type FedTensor, type LoadedGraph } from '../../../backend/graph/load-graph.ts';
import { openBackend } from '../../../backend/open-backend.ts';
import type { TensorFlowBinding } from '../../../backend/tensorflow-binding.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import { bothWays, placeOf, type ConvolutionSides } from './fixtures/both-ways.ts';
import { winogradConvolution } from './winograd-convolution.ts';

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

interface Sides extends ConvolutionSides {
  readonly photos: number;
  readonly outputs: number;
}

const side = fc.integer({ min: 1, max: 11 });
const few = fc.integer({ min: 1, max: 4 });
const sides: fc.Arbitrary<Sides> = fc.record({
  photos: few,
  height: side,
  width: side,
  channels: few,
  filters: few,
  outputs: fc.integer({ min: 2, max: 4 }),
});

const type = DataType.DT_FLOAT;
const names = ['forward', 'input', 'kernel'] as const;

/** Loads both ways, whose values are then fetched as `plain_forward` and so on. */
async function loadBothWays({ outputs, ...of }: Sides): Promise<LoadedGraph> {
  const graph = createGraphWriter();
  for (const [way, values] of Object.entries(bothWays(graph, of, outputs)))
    for (const name of names) graph.addFloat(`${way}_${name}`, 'Identity', [values[name].node], type);
  return loadGraph(binding, { nodes: graph.nodes, inputs: [], outputs: [] }, { name: 'a test', layers: [] });
}

function drawn(shape: readonly number[], name: string): FedTensor & { readonly values: Float32Array } {
  const draws = randomStream(1, name);
  return { shape, values: Float32Array.from({ length: sizeOfShape(shape) }, () => draws.between(-1, 1)) };
}

const inner = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, index) => sum + value * other[index]!, 0);

describe('a convolution by tiles', () => {
  it('and its gradients are those of TensorFlow, whatever the sides', async () => {
    await fc.assert(
      fc.asyncProperty(sides, async (of) => {
        const { photos, height, width, channels, filters } = of;
        const graph = await loadBothWays(of);
        const fed = {
          x: drawn([photos, height, width, channels], 'x'),
          w: drawn([3, 3, channels, filters], 'w'),
          dy: drawn([photos, height, width, filters], 'dy'),
        };
        const found = graph.run(fed, [
          ...names.map((name) => `plain_${name}`),
          ...names.map((name) => `tiles_${name}`),
        ]);
        graph.close();
        for (const name of names) {
          const [tiles, plain] = ['tiles', 'plain'].map((way) => found.get(`${way}_${name}`) as Float32Array);
          expect(tiles!.length).toBe(plain!.length);
          expect(relativeToLargest(tiles!, plain!), name).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('transforms its kernels when the photos are there, not when a graph of constants is opened', () => {
    const graph = createGraphWriter();
    const x = graph.placeholder('x', type, [-1, 9, 9, 2]);
    const kernel = graph.floats('w', [3, 3, 2, 4], new Float32Array(72));
    const place = placeOf(x, { height: 9, width: 9, channels: 2, filters: 4 });
    winogradConvolution(graph, 'conv', place, kernel, 3);
    const below = (name: string): readonly string[] => {
      const inputs = graph.nodes.find((node) => node.name === name)!.input;
      return [...inputs, ...inputs.flatMap(below)];
    };
    expect(below('conv/kernels')).toEqual(expect.arrayContaining(['w', 'x']));
  });

  it('has the gradients that finite differences give', async () => {
    // A convolution is linear in either, so that a difference over any distance is exact.
    for (const outputs of [2, 3, 4]) {
      const graph = await loadBothWays({ photos: 2, height: 7, width: 10, channels: 3, filters: 2, outputs });
      const forward = (x: FedTensor, w: FedTensor): Float32Array =>
        graph.run({ x, w }, ['tiles_forward']).get('tiles_forward') as Float32Array;
      const [x, w] = [drawn([2, 7, 10, 3], 'x'), drawn([3, 3, 3, 2], 'w')];
      const dy = drawn([2, 7, 10, 2], 'dy');
      const found = graph.run({ x, w, dy }, ['tiles_input', 'tiles_kernel']);
      const [byInput, byKernel] = ['input', 'kernel'].map(
        (name) => found.get(`tiles_${name}`) as Float32Array,
      );
      const here = inner(forward(x, w), dy.values);
      const moved = (from: FedTensor & { values: Float32Array }, along: Float32Array): FedTensor => ({
        ...from,
        values: from.values.map((value, index) => value + along[index]!),
      });
      const [towards, turned] = [drawn(x.shape, 'a direction').values, drawn(w.shape, 'a direction').values];
      expect(inner(forward(moved(x, towards), w), dy.values) - here).toBeCloseTo(inner(byInput!, towards), 3);
      expect(inner(forward(x, moved(w, turned)), dy.values) - here).toBeCloseTo(inner(byKernel!, turned), 3);
      graph.close();
    }
  });
});
