import type { LossConfig } from '../../../shared/recipe.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { int32Indices } from '../../models/graph/op-attributes.ts';
import { hingeNodes } from './hinge-nodes.ts';
import type { LossInputs, PhotoLosses } from './photo-losses.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';

/** Nodes of a batch's loss; all of float32. */
export interface LossNodes {
  /** Scalar: sum over the batch of share times loss. */
  readonly loss: string;
  /** By the logits, [batch, numOutputs]. */
  readonly gradient: string;
}

const float = DataType.DT_FLOAT;

/** The loss from logits and its gradient in closed form, as the tfjs step computes them (../losses.ts). */
export function lossNodes(
  graph: GraphWriter,
  inputs: LossInputs,
  numOutputs: number,
  loss: LossConfig['kind'],
): LossNodes {
  const { losses, slope } =
    loss !== 'cross-entropy'
      ? hingeNodes(graph, inputs, loss)
      : numOutputs === 1
        ? sigmoidNodes(graph, inputs)
        : softmaxNodes(graph, inputs);
  const shared = graph.addFloat('loss/shares', 'Mul', [losses, inputs.shares], float);
  return {
    loss: graph.addFloat('loss/sum', 'Sum', [shared, graph.integers('loss/axes', [0, 1])], float, {
      ...int32Indices,
      keep_dims: attribute.bool(false),
    }),
    gradient: graph.addFloat('loss/gradient', 'Mul', [slope, inputs.shares], float),
  };
}

/** max(x, 0) - x z + log(1 + exp(-|x|)). Source: tf.nn.sigmoid_cross_entropy_with_logits. */
function sigmoidNodes(graph: GraphWriter, { logits, targets }: LossInputs): PhotoLosses {
  const op = (name: string, kind: string, ...from: string[]): string =>
    graph.addFloat(`loss/${name}`, kind, from, float);
  const hinge = op('hinge', 'Sub', op('positive', 'Relu', logits), op('product', 'Mul', logits, targets));
  const tail = op('tail', 'Log1p', op('decay', 'Exp', op('negative', 'Neg', op('size', 'Abs', logits))));
  return {
    losses: op('each', 'AddV2', hinge, tail),
    slope: op('slope', 'Sub', op('probability', 'Sigmoid', logits), targets),
  };
}

function softmaxNodes(graph: GraphWriter, { logits, targets }: LossInputs): PhotoLosses {
  const both = graph.addFloat('loss/each', 'SoftmaxCrossEntropyWithLogits', [logits, targets], float);
  const column = graph.reshape('loss/column', { node: both, type: float }, [-1, 1]);
  return { losses: column.node, slope: `${both}:1` };
}

/**
 * `l2` times the sum of squares of these parameters, added to the loss; and to their gradients, 2 l2 times each.
 * `parameters`: nodes by name; without any the loss and the gradients stay as they are.
 */
export function addPenalty(
  graph: GraphWriter,
  l2: number,
  parameters: ReadonlyMap<string, string>,
  loss: string,
  gradients: ReadonlyMap<string, string>,
): { readonly loss: string; readonly gradients: ReadonlyMap<string, string> } {
  if (parameters.size === 0) return { loss, gradients };
  const twice = graph.floats('penalty/factor', [], [2 * l2]);
  const penalised = new Map(gradients);
  let total = loss;
  for (const [name, parameter] of parameters) {
    // L2Loss is half the sum of squares.
    const half = graph.addFloat(`penalty/${name}/half`, 'L2Loss', [parameter], float);
    const penalty = graph.addFloat(`penalty/${name}/penalty`, 'Mul', [half, twice], float);
    total = graph.addFloat(`penalty/${name}/loss`, 'AddV2', [total, penalty], float);
    const pull = graph.addFloat(`penalty/${name}/pull`, 'Mul', [parameter, twice], float);
    penalised.set(
      name,
      graph.addFloat(`penalty/${name}/gradient`, 'AddV2', [gradients.get(name)!, pull], float),
    );
  }
  return { loss: total, gradients: penalised };
}
