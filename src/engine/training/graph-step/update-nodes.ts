import { assertNever } from '../../../shared/assert-never.ts';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import type { FedTensor } from '../../backend/graph/load-graph.ts';
import type { StepMoment } from '../training-step.ts';
import type { GraphVariables } from './variable-nodes.ts';

/**
 * TensorFlow's fused updates, one operation a parameter; their formulas are those of ../optimizers, which are Keras's.
 * Source: tensorflow/core/kernels/training_ops.cc.
 */

/** Slots that TensorFlow's operation needs: those of ../optimizers, and RMSprop's momentum even where it is 0. */
export function graphSlots(config: OptimizerConfig): readonly string[] {
  switch (config.kind) {
    case 'rmsprop':
      return ['velocity', 'momentum'];
    case 'adam':
    case 'adamw':
      return ['momentum', 'velocity'];
    case 'sgd':
      return config.momentum > 0 ? ['momentum'] : [];
    default:
      return assertNever(config);
  }
}

export interface Updates {
  /**
   * Writes the updates of all parameters by their gradients; gives the operations' nodes. None begins before all of the
   * gradients and what is in `before` are there, and they allocate nothing: where memory runs out, no parameter has moved.
   */
  write(gradients: ReadonlyMap<string, string>, before: readonly string[]): readonly string[];
  /** What a step feeds beside its batch. */
  feeds(moment: StepMoment): Readonly<Record<string, FedTensor>>;
}

export function updateNodes(graph: GraphWriter, config: OptimizerConfig, variables: GraphVariables): Updates {
  const scalar = (name: string, value: number): string => graph.floats(`optimizer/${name}`, [], [value]);
  const fed = (name: string): string => graph.placeholder(`optimizer/${name}`, DataType.DT_FLOAT, []);
  const rate = fed('learning_rate');
  const { operation, handles, factors, attributes, more } = describe(config, scalar, fed);
  const decay = config.kind === 'adamw' ? weightDecay(graph, config.weightDecay, rate, variables) : null;
  return {
    write: (gradients, before) => {
      const lost = decay === null ? [] : [...gradients.keys()].map((name) => decay.lost(name));
      const ready = graph.add(
        'optimizer/ready',
        'NoOp',
        [...gradients.values(), ...before, ...lost].map(after),
      );
      return [...gradients].map(([parameter, gradient]) => {
        const inputs = [
          variables.handle(parameter),
          ...handles.map((slot) => variables.handle(`${parameter}/${slot}`)),
          ...factors(rate, gradient),
          after(decay === null ? ready : decay.take(parameter, ready)),
        ];
        return graph.addFloat(`optimizer/${parameter}/update`, operation, inputs, DataType.DT_FLOAT, {
          use_locking: attribute.bool(false),
          ...attributes,
        });
      });
    },
    feeds: ({ step, learningRate }) => ({
      [rate]: number(learningRate),
      ...Object.fromEntries(
        Object.entries(more(step)).map(([name, value]) => [`optimizer/${name}`, number(value)]),
      ),
    }),
  };
}

/** The control input that waits for a node, whichever of its outputs was named. */
export function after(node: string): string {
  return `^${node.split(':')[0]!}`;
}

interface WeightDecay {
  /** rate * share of a parameter. */
  lost(parameter: string): string;
  /** Takes it away once `ready` has run; gives what the parameter's update has to wait for. */
  take(parameter: string, ready: string): string;
}

/** Takes rate * `share` of a parameter away before its update. Source: keras.optimizers.AdamW. */
function weightDecay(
  graph: GraphWriter,
  share: number,
  rate: string,
  variables: GraphVariables,
): WeightDecay {
  const float = DataType.DT_FLOAT;
  const factor = graph.addFloat(
    'optimizer/decay',
    'Mul',
    [rate, graph.floats('optimizer/weight_decay', [], [share])],
    float,
  );
  const lostOf = (parameter: string): string => `optimizer/${parameter}/lost`;
  return {
    lost: (parameter) => graph.addFloat(lostOf(parameter), 'Mul', [variables.read(parameter), factor], float),
    take: (parameter, ready) => {
      const inputs = [variables.handle(parameter), lostOf(parameter), after(ready)];
      return graph.add(`optimizer/${parameter}/decayed`, 'AssignSubVariableOp', inputs, {
        dtype: attribute.type(float),
      });
    },
  };
}

function number(value: number): FedTensor {
  return { shape: [], values: Float32Array.of(value) };
}

interface Description {
  readonly operation: string;
  /** Slots in the order of the operation's inputs. */
  readonly handles: readonly string[];
  /** The inputs after the slots. */
  readonly factors: (rate: string, gradient: string) => readonly string[];
  readonly attributes?: Parameters<GraphWriter['add']>[3];
  /** Numbers that change from step to step, the rate excepted. */
  readonly more: (step: number) => Readonly<Record<string, number>>;
}

function describe(
  config: OptimizerConfig,
  scalar: (name: string, value: number) => string,
  fed: (name: string) => string,
): Description {
  const handles = graphSlots(config);
  const nothing = (): Record<string, number> => ({});
  switch (config.kind) {
    case 'rmsprop': {
      const [rho, momentum] = [scalar('rho', config.rho), scalar('momentum', config.momentum)];
      const epsilon = scalar('epsilon', config.epsilon);
      const factors = (rate: string, gradient: string): string[] => [rate, rho, momentum, epsilon, gradient];
      return { operation: 'ResourceApplyRMSProp', handles, factors, more: nothing };
    }
    case 'adam':
    case 'adamw': {
      const [beta1, beta2] = [scalar('beta1', config.beta1), scalar('beta2', config.beta2)];
      const [power1, power2] = [fed('beta1_power'), fed('beta2_power')];
      const epsilon = scalar('epsilon', config.epsilon);
      return {
        operation: 'ResourceApplyAdam',
        handles,
        factors: (rate, gradient) => [power1, power2, rate, beta1, beta2, epsilon, gradient],
        attributes: { use_nesterov: attribute.bool(false) },
        more: (step) => ({
          beta1_power: config.beta1 ** (step + 1),
          beta2_power: config.beta2 ** (step + 1),
        }),
      };
    }
    case 'sgd': {
      if (config.momentum === 0) {
        const factors = (rate: string, gradient: string): string[] => [rate, gradient];
        return { operation: 'ResourceApplyGradientDescent', handles, factors, more: nothing };
      }
      const momentum = scalar('momentum', config.momentum);
      return {
        operation: 'ResourceApplyKerasMomentum',
        handles,
        factors: (rate, gradient) => [rate, gradient, momentum],
        attributes: { use_nesterov: attribute.bool(config.nesterov) },
        more: nothing,
      };
    }
    default:
      return assertNever(config);
  }
}
