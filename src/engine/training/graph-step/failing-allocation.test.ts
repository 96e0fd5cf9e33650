import { beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import { createGraphWriter } from '../../backend/graph/graph-writer.ts';
import { loadGraph, type LoadedGraph } from '../../backend/graph/load-graph.ts';
import { openBackend } from '../../backend/open-backend.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { conv2d, dense } from '../../models/fixtures/small-layers.ts';
import { DataType, type NodeDef } from '../../storage/generated/tensorflow_graph_pb.ts';
import { targetValues } from '../losses.ts';
import type { StepOptions } from '../training-step.ts';
import { gradientSum } from './accumulate-nodes.ts';
import { drawnBatch, momentOf, network, stepOptions } from './fixtures/small-networks.ts';
import { stepNodes, trainingGraph, type TrainingGraph } from './training-graph.ts';
import { graphSlots } from './update-nodes.ts';

const spec = network([
  conv2d('conv', 4, [3, 3], 1, 'same', 'relu'),
  { kind: 'flatten', name: 'flatten' },
  dense('hidden', 6, 'relu'),
  dense('predictions', 3, 'softmax'),
]);
const penalty = { l2: 1e-3, l2Biases: false };
const optimizers: readonly OptimizerConfig[] = [
  { kind: 'rmsprop', learningRate: 1e-2, rho: 0.9, momentum: 0, epsilon: 1e-7 },
  { kind: 'adamw', learningRate: 1e-2, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 4e-3 },
];

let binding: TensorFlowBinding;
beforeAll(async () => {
  binding = (await openBackend('tensorflow')).binding!;
});

/** Four million million floats: no machine has room for them, and TensorFlow says so when it gets there. */
function tooLarge(input: string): readonly NodeDef[] {
  const graph = createGraphWriter();
  // Its value comes from the node before, so that it is asked for only then.
  const value = graph.addFloat(
    'burst/value',
    'Max',
    [input, graph.integers('burst/all', [0])],
    DataType.DT_FLOAT,
    {
      Tidx: attribute.type(DataType.DT_INT32),
      keep_dims: attribute.bool(false),
    },
  );
  const sides = graph.integers('burst/sides', [2 ** 21, 2 ** 21]);
  graph.add('burst/filled', 'Fill', [sides, value], {
    T: attribute.type(DataType.DT_FLOAT),
    index_type: attribute.type(DataType.DT_INT32),
  });
  graph.addFloat(
    'burst/sum',
    'Sum',
    ['burst/filled', graph.integers('burst/axes', [0, 1])],
    DataType.DT_FLOAT,
    {
      Tidx: attribute.type(DataType.DT_INT32),
      keep_dims: attribute.bool(false),
    },
  );
  return graph.nodes;
}

/** The same graph, whose gradient of this bias (the last to be known) takes more memory than there is. */
function failing(written: TrainingGraph, node: string): TrainingGraph['graph'] {
  const renamed = `${node}/whole`;
  const nodes = written.graph.nodes.map((given) =>
    given.name === node ? { ...given, name: renamed } : given,
  );
  const more = createGraphWriter();
  more.addFloat(node, 'AddV2', [renamed, 'burst/sum'], DataType.DT_FLOAT);
  return { ...written.graph, nodes: [...nodes, ...tooLarge(renamed), ...more.nodes] };
}

/** The node that a parameter's update, or the change of its sum, takes the gradient from. */
function gradientNode({ graph }: TrainingGraph, changing: string): string {
  const { input } = graph.nodes.find(({ name }) => name === changing)!;
  return input.find((name) => name.startsWith('gradients/') || name.startsWith('penalty/'))!;
}

async function opened(options: StepOptions, written: TrainingGraph, node: string) {
  const graph = await loadGraph(binding, failing(written, node), { name: 'failing', layers: [] });
  const names = [...options.learning].flatMap(([name]) => [
    name,
    ...graphSlots(options.optimizer).map((slot) => `${name}/${slot}`),
    ...(options.photosAtOnce === null ? [] : [gradientSum(name)]),
  ]);
  for (const name of names) {
    const { placeholder, assigned } = written.variables.initial(name);
    const tensor = options.learning.get(name);
    const { shape } = tensor ?? options.learning.get(name.slice(0, name.lastIndexOf('/')))!;
    const size = sizeOfShape(shape);
    graph.run({ [placeholder]: { shape, values: tensor?.values ?? new Float32Array(size).fill(0.25) } }, [
      assigned,
    ]);
  }
  const nodes = names.map((name) => written.variables.read(name));
  return { graph, state: () => [...graph.run({}, nodes)].map(([name, values]) => [name, [...values]]) };
}

function runStep(graph: LoadedGraph, options: StepOptions, written: TrainingGraph, fetched: string): unknown {
  const batch = drawnBatch(options, 4, 0);
  return graph.run(
    {
      [written.trainingInput]: { shape: [4, ...spec.inputShape], values: batch.inputs as Uint8Array },
      [stepNodes.targets]: { shape: [4, 3], values: targetValues(batch.labels, 3) },
      [stepNodes.shares]: { shape: [4, 1], values: new Float32Array(4).fill(0.25) },
      ...written.updates.feeds(momentOf(options, 0)),
    },
    [fetched],
  );
}

/** TensorFlow waits ten seconds for others to free memory before it gives up. */
describe.each(optimizers)('a step by $kind in which an allocation fails', (optimizer) => {
  it('says so and leaves every parameter and slot as it was', async () => {
    const options = stepOptions(spec, optimizer, { penalty });
    const written = trainingGraph(options, 'fp32', { forward: true, training: true });
    // Of the lowest layer: all others' gradients are known by then.
    const node = gradientNode(written, 'optimizer/conv/bias/update');
    const { graph, state } = await opened(options, written, node);
    const before = state();
    expect(() => runStep(graph, options, written, stepNodes.loss)).toThrow(
      expect.objectContaining({ code: 'out-of-memory' }),
    );
    expect(state()).toEqual(before);
    graph.close();
  });

  it('leaves the sums of a batch in parts as they were', async () => {
    const options = stepOptions(spec, optimizer, { penalty, photosAtOnce: 4 });
    const written = trainingGraph(options, 'fp32', { forward: true, training: true });
    const { graph, state } = await opened(
      options,
      written,
      gradientNode(written, 'accumulate/conv/bias/added'),
    );
    const before = state();
    expect(() => runStep(graph, options, written, stepNodes.part.added)).toThrow(
      expect.objectContaining({ code: 'out-of-memory' }),
    );
    expect(state()).toEqual(before);
    graph.close();
  });
});
