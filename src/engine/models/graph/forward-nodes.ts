import { assertNever } from '../../../shared/assert-never.ts';
import type { LayerSpec, NetworkSpec } from '../../../shared/network.ts';
import type { WeightPart } from '../../../shared/weight-parts.ts';
import type { FloatType, GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { layerInputs } from '../layer-inputs.ts';
import { layerShapes, type LayerShape } from '../layer-shapes.ts';
import type { PlacedLayer, WrittenLayer } from './layer-nodes.ts';
import { nodesOf } from './nodes-of-kind.ts';

export interface ForwardRun {
  /** Path that the names of all nodes begin with, such as `training/`; `` for none. */
  readonly scope: string;
  /** Place of the first layer that runs, where the network can be cut; `input` is what comes from below. */
  readonly from: number;
  /** Place after the last layer that runs. */
  readonly to: number;
  readonly input: GraphValue;
  /** bf16: convolutions and what lies between them; dense layers are always computed in fp32. */
  readonly precision: 'fp32' | 'bf16';
  /**
   * Whether convolutions in fp32 are computed by tiles (./winograd) where those are faster; false where the
   * plain operation is, and where others read the graph.
   */
  readonly winograd: boolean;
  /** The node that holds a weight in this type. */
  readonly weight: (layer: LayerSpec, part: WeightPart, type: FloatType) => string;
  /** The node that holds a dropout layer's mask in float32, [batch, ...shape]; null: not in training. */
  readonly mask: ((layer: string, shape: readonly number[]) => string) | null;
  /** Leaves out the activation of the network's last layer. */
  readonly logits: boolean;
}

/** Writes layers `from` to `to` - 1, in order. The last element's output is theirs. */
export function forwardLayers(
  graph: GraphWriter,
  network: NetworkSpec,
  run: ForwardRun,
): readonly WrittenLayer[] {
  const shapes = layerShapes(network);
  const inputs = layerInputs(network);
  const outputs = new Map([[run.from - 1, run.input]]);
  const written: WrittenLayer[] = [];
  for (let index = run.from; index < run.to; index++) {
    const layer = network.layers[index]!;
    const taken = inputs[index]!.map((place) => {
      const found = outputs.get(place);
      if (!found) throw new Error(`the network cannot be cut before ${network.layers[run.from]!.name}`);
      return found;
    });
    const bare = run.logits && index === network.layers.length - 1;
    const placed = placeLayer(graph, run, layer, taken, shapes[index]!, bare);
    const output = nodesOf(layer).forward(graph, placed);
    outputs.set(index, output);
    written.push({ ...placed, output });
  }
  return written;
}

function placeLayer(
  graph: GraphWriter,
  run: ForwardRun,
  layer: LayerSpec,
  taken: readonly GraphValue[],
  { inputShapes, outputShape }: LayerShape,
  bare: boolean,
): PlacedLayer {
  const name = `${run.scope}${layer.name}`;
  const type = typeOf(layer, taken[0]!, run.precision);
  const inputs = taken.map((value, index) =>
    graph.cast(index === 0 ? `${name}/input` : `${name}/input_${index}`, value, type),
  );
  return {
    layer,
    name,
    type,
    inputs,
    inputShapes,
    outputShape,
    bare,
    winograd: run.winograd,
    weight: (part, wanted = type) => run.weight(layer, part, wanted),
    mask:
      layer.kind === 'dropout' && run.mask
        ? drawnMask(graph, run.mask, layer.name, name, outputShape, type)
        : null,
  };
}

function drawnMask(
  graph: GraphWriter,
  mask: NonNullable<ForwardRun['mask']>,
  layer: string,
  name: string,
  shape: readonly number[],
  type: FloatType,
): string {
  return graph.cast(`${name}/mask`, { node: mask(layer, shape), type: DataType.DT_FLOAT }, type).node;
}

/**
 * Layers without weights take what comes, so that no cast stands between a convolution and its pool. In fp32 are what
 * sums over many values (dense layers, means over all places), what TensorFlow has in no other type (local response
 * normalisation), and filters of one channel, which are bound by memory and would sum their gradients in bfloat16.
 */
function typeOf(layer: LayerSpec, input: GraphValue, precision: 'fp32' | 'bf16'): FloatType {
  switch (layer.kind) {
    case 'dense':
    case 'depthwiseConv2d':
    case 'globalAveragePool2d':
    case 'localResponseNormalization':
      return DataType.DT_FLOAT;
    case 'conv2d':
    case 'separableConv2d':
      return precision === 'bf16' ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
    case 'maxPool2d':
    case 'averagePool2d':
    case 'zeroPadding2d':
    case 'batchNorm':
    case 'activation':
    case 'add':
    case 'concatenate':
    case 'flatten':
    case 'dropout':
      return input.type;
    default:
      return assertNever(layer);
  }
}
