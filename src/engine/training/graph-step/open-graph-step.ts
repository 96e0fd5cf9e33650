import { loadGraph, type FedTensor, type LoadedGraph } from '../../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { worthwhileTiles } from '../../backend/worthwhile-tiles.ts';
import { pixelShape, type DropoutSpec } from '../../../shared/network.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import { targetValues } from '../losses.ts';
import { createOptimizer } from '../optimizers/create-optimizer.ts';
import { runParts } from '../run-parts.ts';
import { splitBatch } from '../split-batch.ts';
import { scoreLogits } from '../score-logits.ts';
import type { BatchInputs, StepBatch, StepOptions, StepOutcome, TrainingStep } from '../training-step.ts';
import { gradientSum } from './accumulate-nodes.ts';
import { setVariables, type GivenVariable } from './set-variables.ts';
import { graphSlots } from './update-nodes.ts';
import { stepNodes, trainingGraph, type TrainingGraph } from './training-graph.ts';

/**
 * A training step as one TensorFlow session graph, several times faster than operation by operation. Weights and slots
 * stay inside TensorFlow from step to step. Throws `graph-rejected`.
 */
export async function openGraphStep(
  binding: TensorFlowBinding,
  options: StepOptions,
  precision: 'fp32' | 'bf16',
): Promise<TrainingStep> {
  const { network, learning } = options;
  const written = trainingGraph(options, precision, worthwhileTiles(binding));
  const { layers } = network;
  const graph = await loadGraph(binding, written.graph, {
    name: `training step from ${layers[options.from]!.name} in ${precision}`,
    layers: layers.map(({ name }) => name),
  });
  setVariables(graph, written.variables, begunVariables(options));
  const optimizer = createOptimizer(options.optimizer);
  const shapes = layerShapes(network);
  const numOutputs = shapes.at(-1)!.outputShape[0]!;
  const dropouts = layers.flatMap((layer, index) =>
    layer.kind === 'dropout' && index >= options.from ? [{ layer, shape: shapes[index]!.outputShape }] : [],
  );
  const runPart = (
    batch: StepBatch,
    lossNode: string,
    more: Readonly<Record<string, FedTensor>>,
  ): StepOutcome => {
    const fed = {
      [written.trainingInput]: inputTensor(batch.inputs, batch.labels.length, pixelShape(network)),
      ...batchTensors(batch, numOutputs),
      ...maskTensors(batch, dropouts),
      ...more,
    };
    const found = graph.run(fed, [lossNode, stepNodes.logits]);
    const logits = found.get(stepNodes.logits) as Float32Array;
    return {
      loss: found.get(lossNode)![0]!,
      correct: scoreLogits(logits, batch.labels, options.loss).correct,
    };
  };
  const sums = [...learning].map(([name, tensor]): [string, HostTensor] => [gradientSum(name), tensor]);
  const step: TrainingStep = {
    takesParts: options.photosAtOnce !== null,
    run: (batch, moment) =>
      options.photosAtOnce === null
        ? runPart(batch, stepNodes.loss, written.updates.feeds(moment))
        : runParts(step, splitBatch(batch, options.photosAtOnce), moment),
    addPart: (part, isFirst) => runPart(part, isFirst ? stepNodes.part.begun : stepNodes.part.added, {}),
    gradients() {
      const found = readVariables(graph, written, sums);
      return Promise.resolve(
        new Map([...learning.keys()].map((name) => [name, found.get(gradientSum(name))!])),
      );
    },
    setGradients(gradients) {
      setVariables(
        graph,
        written.variables,
        [...gradients].map(([name, { shape, values }]) => ({
          name: gradientSum(name),
          shape,
          values: () => values,
        })),
      );
    },
    update(moment) {
      const found = graph.run(written.updates.feeds(moment), [stepNodes.loss]);
      return { loss: found.get(stepNodes.loss)![0]!, correct: 0 };
    },
    logits(inputs, count) {
      const fed = { [written.measuringInput]: inputTensor(inputs, count, pixelShape(network)) };
      return graph.run(fed, [stepNodes.measuredLogits]).get(stepNodes.measuredLogits) as Float32Array;
    },
    state() {
      const slots = [...learning].flatMap(([name, tensor]) =>
        optimizer.slotNames.map((slot): [string, HostTensor] => [`${name}/${slot}`, tensor]),
      );
      return Promise.resolve({
        parameters: readVariables(graph, written, [...learning]),
        slots: readVariables(graph, written, slots),
      });
    },
    close: () => {
      graph.close();
    },
  };
  return step;
}

/** What learns, and its slots. Sums of gradients begin with a batch. */
function begunVariables({ learning, slots, optimizer }: StepOptions): readonly GivenVariable[] {
  return [...learning].flatMap(([name, { shape, values }]) => [
    { name, shape, values: () => values },
    ...graphSlots(optimizer).map((slot) => ({
      name: `${name}/${slot}`,
      shape,
      values: () => slots?.get(`${name}/${slot}`)?.values ?? new Float32Array(values.length),
    })),
  ]);
}

/** Values of variables whose shapes are those of the tensors given. */
function readVariables(
  graph: LoadedGraph,
  { variables }: TrainingGraph,
  named: readonly (readonly [string, HostTensor])[],
): TensorMap {
  // A run that fetches nothing is refused; plain descent has no slots.
  if (named.length === 0) return new Map();
  const nodes = named.map(([name]) => variables.read(name));
  const found = graph.run({}, nodes);
  return new Map(
    named.map(([name, { shape }], index) => [
      name,
      { shape, values: found.get(nodes[index]!) as Float32Array },
    ]),
  );
}

/** Half words travel two in an integer (../../models/graph/feature-nodes.ts). */
function inputTensor(inputs: BatchInputs, count: number, picture: readonly number[]): FedTensor {
  if (inputs instanceof Uint8Array) return { shape: [count, ...picture], values: inputs };
  if (inputs instanceof Uint16Array) {
    const values = new Int32Array(inputs.buffer, inputs.byteOffset, inputs.length / 2);
    return { shape: [count, values.length / count], values };
  }
  return { shape: [count, inputs.length / count], values: inputs };
}

function batchTensors({ labels, weights }: StepBatch, numOutputs: number): Record<string, FedTensor> {
  const count = labels.length;
  const shares = Float32Array.from(labels, (_, index) => (weights?.[index] ?? 1) / count);
  return {
    [stepNodes.targets]: { shape: [count, numOutputs], values: targetValues(labels, numOutputs) },
    [stepNodes.shares]: { shape: [count, 1], values: shares },
  };
}

function maskTensors(
  batch: StepBatch,
  dropouts: readonly { readonly layer: DropoutSpec; readonly shape: readonly number[] }[],
): Record<string, FedTensor> {
  return Object.fromEntries(
    dropouts.map(({ layer: { name, rate }, shape }) => {
      const size = shape.reduce((product, side) => product * side, batch.labels.length);
      const mask = { shape: [batch.labels.length, ...shape], values: batch.dropoutMask(name, rate, size) };
      return [stepNodes.mask(name), mask];
    }),
  );
}
