import { assertNever } from '../../../shared/assert-never.ts';
import type { Activation, LayerSpec, NetworkSpec, WeightedSpec } from '../../../shared/network.ts';
import type { FloatType, GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { layerShapes } from '../layer-shapes.ts';
import { channelsLast, matrices, poolWindow, window } from './op-attributes.ts';

export type WeightName = 'kernel' | 'bias';

export interface ForwardRun {
  /** Path that the names of all nodes begin with, such as `training/`; `` for none. */
  readonly scope: string;
  /** Index of the first layer that runs; `input` is what it takes. */
  readonly from: number;
  /** Index after the last layer that runs. */
  readonly to: number;
  readonly input: GraphValue;
  /** bf16: convolutions and what lies between them; dense layers are always computed in fp32. */
  readonly precision: 'fp32' | 'bf16';
  /** The node that holds a weight in this type. */
  readonly weight: (layer: WeightedSpec, which: WeightName, type: FloatType) => string;
  /** The node that holds a dropout layer's mask in float32, [batch, ...shape]; null: not in training. */
  readonly mask: ((layer: string, shape: readonly number[]) => string) | null;
  /** Leaves out the activation of the network's last layer. */
  readonly logits: boolean;
}

/** A layer that was written, with what its gradient needs. */
export interface WrittenLayer {
  readonly layer: LayerSpec;
  /** Without the batch. */
  readonly inputShape: readonly number[];
  /** In the type that the layer computes in. */
  readonly input: GraphValue;
  readonly output: GraphValue;
  /** Node of the kernel in the layer's type; null where it has none. */
  readonly kernel: string | null;
  /** Node of the dropout mask in the layer's type; null: nothing is dropped. */
  readonly mask: string | null;
  /** The activation was left out. */
  readonly bare: boolean;
}

/** Writes layers `from` to `to` - 1. The last element's output is theirs. */
export function forwardLayers(
  graph: GraphWriter,
  network: NetworkSpec,
  run: ForwardRun,
): readonly WrittenLayer[] {
  const shapes = layerShapes(network);
  const written: WrittenLayer[] = [];
  let current = run.input;
  for (let index = run.from; index < run.to; index++) {
    const layer = network.layers[index]!;
    const bare = run.logits && index === network.layers.length - 1;
    const inputShape = index === 0 ? network.inputShape : shapes[index - 1]!.outputShape;
    const type = typeOf(layer, current, run.precision);
    const input = graph.cast(`${run.scope}${layer.name}/input`, current, type);
    written.push(writeLayer(graph, run, layer, input, inputShape, shapes[index]!.outputShape, bare));
    current = written.at(-1)!.output;
  }
  return written;
}

/** Layers without weights take what comes, so that no cast stands between a convolution and its pool. */
function typeOf(layer: LayerSpec, input: GraphValue, precision: 'fp32' | 'bf16'): FloatType {
  if (layer.kind === 'dense') return DataType.DT_FLOAT;
  if (layer.kind === 'conv2d') return precision === 'bf16' ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
  return input.type;
}

function writeLayer(
  graph: GraphWriter,
  run: ForwardRun,
  layer: LayerSpec,
  input: GraphValue,
  inputShape: readonly number[],
  outputShape: readonly number[],
  bare: boolean,
): WrittenLayer {
  const { type } = input;
  const name = `${run.scope}${layer.name}`;
  const common = { layer, inputShape, input, bare, kernel: null, mask: null };
  switch (layer.kind) {
    case 'conv2d':
    case 'dense': {
      const kernel = run.weight(layer, 'kernel', type);
      const product =
        layer.kind === 'conv2d'
          ? graph.addFloat(`${name}/product`, 'Conv2D', [input.node, kernel], type, window(layer))
          : graph.addFloat(`${name}/product`, 'MatMul', [input.node, kernel], type, matrices(false, false));
      const bias = run.weight(layer, 'bias', type);
      const biased = graph.addFloat(
        bare ? name : `${name}/biased`,
        'BiasAdd',
        [product, bias],
        type,
        channelsLast,
      );
      const output = bare ? biased : graph.addFloat(name, activationOps[layer.activation], [biased], type);
      return { ...common, kernel, output: { node: output, type } };
    }
    case 'maxPool2d':
      return {
        ...common,
        output: { node: graph.addFloat(name, 'MaxPool', [input.node], type, poolWindow(layer)), type },
      };
    case 'flatten':
      return { ...common, output: graph.reshape(name, input, [-1, ...outputShape]) };
    case 'dropout': {
      if (!run.mask)
        return { ...common, output: { node: graph.addFloat(name, 'Identity', [input.node], type), type } };
      const drawn = { node: run.mask(layer.name, outputShape), type: DataType.DT_FLOAT } as const;
      const mask = graph.cast(`${name}/mask`, drawn, type).node;
      return {
        ...common,
        mask,
        output: { node: graph.addFloat(name, 'Mul', [input.node, mask], type), type },
      };
    }
    default:
      return assertNever(layer);
  }
}

const activationOps: Readonly<Record<Activation, string>> = {
  linear: 'Identity',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
};
