import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { int32Indices } from '../../models/graph/op-attributes.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import type { HingeKind } from '../hinge-loss.ts';
import type { LossInputs, PhotoLosses } from './photo-losses.ts';

/** Losses of support vector machines and their slopes, as the tfjs step computes them (../hinge-loss.ts). */
export function hingeNodes(
  graph: GraphWriter,
  { logits, targets }: LossInputs,
  kind: HingeKind,
): PhotoLosses {
  const op = (name: string, operation: string, ...from: string[]): string =>
    graph.addFloat(`loss/${name}`, operation, from, DataType.DT_FLOAT);
  const one = graph.floats('loss/one', [], [1]);
  const signs = op('signs', 'Sub', op('twice', 'AddV2', targets, targets), one);
  const slack = op('slack', 'Relu', op('short', 'Sub', one, op('margin', 'Mul', signs, logits)));
  const each = kind === 'hinge' ? slack : op('square', 'Square', slack);
  // The slack is never below 0: its sign is 1 where the hinge has a slope, and 0 at its corner.
  const steepness = kind === 'hinge' ? op('steep', 'Sign', slack) : op('steep', 'AddV2', slack, slack);
  return {
    losses: graph.addFloat(
      'loss/each',
      'Sum',
      [each, graph.integers('loss/outputs', [1])],
      DataType.DT_FLOAT,
      { ...int32Indices, keep_dims: attribute.bool(true) },
    ),
    slope: op('slope', 'Neg', op('pull', 'Mul', signs, steepness)),
  };
}
