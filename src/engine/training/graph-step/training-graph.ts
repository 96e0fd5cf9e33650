import type { NetworkSpec } from '../../../shared/network.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import type { Graph } from '../../backend/graph/encode-saved-model.ts';
import { createGraphWriter, type GraphValue, type GraphWriter } from '../../backend/graph/graph-writer.ts';
import type { WorthwhileTiles } from '../../backend/worthwhile-tiles.ts';
import { halfFeatures } from '../../models/graph/feature-nodes.ts';
import { forwardLayers, type ForwardRun } from '../../models/graph/forward-nodes.ts';
import { constantWeights } from '../../models/graph/frozen-graph.ts';
import { layerGradients } from '../../models/graph/gradient-nodes.ts';
import { preprocessedPixels } from '../../models/graph/preprocessing-nodes.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { isPenalised } from '../losses.ts';
import type { InputType, StepOptions } from '../training-step.ts';
import { accumulateNodes, gradientSum } from './accumulate-nodes.ts';
import { addPenalty, lossNodes } from './loss-nodes.ts';
import { after, graphSlots, updateNodes, type Updates } from './update-nodes.ts';
import { variableNodes, type GraphVariables } from './variable-nodes.ts';

/** Names to feed and fetch. */
export const stepNodes = {
  targets: 'training/targets',
  shares: 'training/shares',
  loss: 'training/loss',
  /** Of a part of a batch, whose gradients become the sums or are added to them. */
  part: { begun: 'training/begun_loss', added: 'training/added_loss' },
  logits: 'training/logits',
  measuredLogits: 'measuring/logits',
  mask: (layer: string) => `training/${layer}/drawn_mask`,
} as const;

export interface TrainingGraph {
  readonly graph: Graph;
  readonly variables: GraphVariables;
  readonly updates: Updates;
  /** Placeholders of the two kinds of batches. */
  readonly trainingInput: string;
  readonly measuringInput: string;
}

/**
 * A whole training step: a batch in, forward, loss, backward and the optimizer's updates of the variables; and beside
 * it the plain forward run in fp32 that measures. Frozen layers are constants. bf16: convolutions and their gradients
 * in bfloat16 from master weights in float32; dense layers, loss, slots and updates in float32. `tiles`: where
 * convolutions in fp32 may be computed by them.
 */
export function trainingGraph(
  options: StepOptions,
  precision: 'fp32' | 'bf16',
  tiles: WorthwhileTiles,
): TrainingGraph {
  const { network, from, measureFrom, learning, frozen, optimizer, penalty } = options;
  const graph = createGraphWriter();
  const variables = variableNodes(graph, variableShapes(options));
  const weight = weightNodes(constantWeights(graph, 'frozen/', frozen), variables, learning);
  const pixels = from === 0 || measureFrom === 0 ? preprocessedPixels(graph, network) : null;

  const training = inputNodes(graph, network, 'training/features', from, options.trainingType, pixels);
  const written = forwardLayers(graph, network, {
    scope: 'training/',
    from,
    to: network.layers.length,
    input: training.value,
    precision,
    winograd: tiles.training,
    weight,
    mask: (layer, shape) => graph.placeholder(stepNodes.mask(layer), DataType.DT_FLOAT, [-1, ...shape]),
    logits: true,
  });
  const float = DataType.DT_FLOAT;
  const numOutputs = layerShapes(network).at(-1)!.outputShape[0]!;
  const logits = graph.cast('training/float_logits', written.at(-1)!.output, float).node;
  const batchLoss = lossNodes(
    graph,
    {
      logits,
      targets: graph.placeholder(stepNodes.targets, float, [-1, numOutputs]),
      shares: graph.placeholder(stepNodes.shares, float, [-1, 1]),
    },
    numOutputs,
    options.loss,
  );
  const plain = layerGradients(graph, 'gradients/', {
    network,
    from,
    written,
    learns: (name) => learning.has(name),
    gradient: { node: batchLoss.gradient, type: float },
  });
  const penalised = new Map(
    [...learning.keys()]
      .filter((name) => isPenalised(name, penalty))
      .map((name) => [name, variables.read(name)]),
  );
  const sums =
    options.photosAtOnce === null
      ? null
      : accumulateNodes(graph, variables, batchLoss.loss, plain, stepNodes.part);
  // Of sums the losses were told part by part: what is left is the penalty.
  const { loss, gradients } = addPenalty(
    graph,
    penalty.l2,
    penalised,
    sums ? graph.floats('training/no_loss', [], [0]) : batchLoss.loss,
    sums ?? plain,
  );
  const updates = updateNodes(graph, optimizer, variables);
  const applied = updates.write(gradients, sums ? [loss] : [loss, logits]);
  graph.addFloat(stepNodes.loss, 'Identity', [loss, ...applied.map(after)], float);
  graph.addFloat(stepNodes.logits, 'Identity', [logits], float);

  const measuring = inputNodes(graph, network, 'measuring/features', measureFrom, 'float32', pixels);
  const measured = forwardLayers(graph, network, {
    scope: 'measuring/',
    from: measureFrom,
    to: network.layers.length,
    input: measuring.value,
    precision: 'fp32',
    winograd: tiles.forward,
    weight,
    mask: null,
    logits: true,
  });
  graph.addFloat(stepNodes.measuredLogits, 'Identity', [measured.at(-1)!.output.node], float);
  return {
    graph: { nodes: graph.nodes, inputs: [], outputs: [] },
    variables,
    updates,
    trainingInput: training.placeholder,
    measuringInput: measuring.placeholder,
  };
}

function variableShapes({
  learning,
  optimizer,
  photosAtOnce,
}: StepOptions): ReadonlyMap<string, readonly number[]> {
  const slots = graphSlots(optimizer);
  return new Map(
    [...learning].flatMap(([name, { shape }]) =>
      [
        name,
        ...slots.map((slot) => `${name}/${slot}`),
        ...(photosAtOnce === null ? [] : [gradientSum(name)]),
      ].map((key) => [key, shape] as const),
    ),
  );
}

function weightNodes(
  constant: ForwardRun['weight'],
  variables: GraphVariables,
  learning: StepOptions['learning'],
): ForwardRun['weight'] {
  return (layer, part, type) => {
    const name = `${layer.name}/${part}`;
    return learning.has(name) ? variables.read(name, type) : constant(layer, part, type);
  };
}

/** What the layers from `first` on take: pixels where that is the whole network, else features. */
function inputNodes(
  graph: GraphWriter,
  network: NetworkSpec,
  name: string,
  first: number,
  type: InputType,
  pixels: { readonly placeholder: string; readonly value: GraphValue } | null,
): { readonly placeholder: string; readonly value: GraphValue } {
  if (first === 0) return pixels!;
  const shape = layerShapes(network)[first - 1]!.outputShape;
  if (type === 'float16') return { placeholder: name, value: halfFeatures(graph, name, shape) };
  const size = sizeOfShape(shape);
  const flat = {
    node: graph.placeholder(name, DataType.DT_FLOAT, [-1, size]),
    type: DataType.DT_FLOAT,
  } as const;
  return { placeholder: name, value: graph.reshape(`${name}/shaped`, flat, [-1, ...shape]) };
}
