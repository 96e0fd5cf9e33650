import type { BatchNormSpec } from '../../../../shared/network.ts';
import { attribute } from '../../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../../backend/graph/graph-writer.ts';
import { DataType } from '../../../storage/generated/tensorflow_graph_pb.ts';
import type { LayerNodes, PlacedLayer } from '../layer-nodes.ts';
import { channelsLast, int32Indices } from '../op-attributes.ts';

const float = DataType.DT_FLOAT;

/**
 * One factor and one term a channel, worked out in float32: TensorFlow folds both into the convolution before where
 * weights are constants.
 */
export const batchNormNodes: LayerNodes<BatchNormSpec> = {
  forward(graph, placed) {
    const { layer, name, type, inputs, weight } = placed;
    const inverse = inverseDeviation(graph, placed);
    const factor =
      layer.scale === false
        ? inverse
        : graph.addFloat(`${name}/factor`, 'Mul', [inverse, weight('gamma', float)], float);
    const shift = graph.addFloat(`${name}/shift`, 'Mul', [weight('moving_mean', float), factor], float);
    const term = graph.addFloat(`${name}/term`, 'Sub', [weight('beta', float), shift], float);
    const typedFactor = graph.cast(`${name}/factor/typed`, { node: factor, type: float }, type).node;
    const typedTerm = graph.cast(`${name}/term/typed`, { node: term, type: float }, type).node;
    const scaled = graph.addFloat(`${name}/scaled`, 'Mul', [inputs[0]!.node, typedFactor], type);
    return { node: graph.addFloat(name, 'BiasAdd', [scaled, typedTerm], type, channelsLast), type };
  },
  gradient(graph, written, { name, incoming, wantsInputs }) {
    const { layer, type, inputs, weight } = written;
    const own = written.name;
    // Sums over all places are in float32.
    const upstream = graph.cast(`${name}/upstream`, incoming, float).node;
    const beta = graph.addFloat(`${name}/beta_gradient`, 'BiasAddGrad', [upstream], float, channelsLast);
    const factor = `${own}/${layer.scale === false ? 'inverse' : 'factor'}`;
    const typedFactor = graph.cast(`${name}/factor`, { node: factor, type: float }, type).node;
    const toInputs = wantsInputs
      ? [{ node: graph.addFloat(`${name}/input_gradient`, 'Mul', [incoming.node, typedFactor], type), type }]
      : [];
    if (layer.scale === false) return { weights: { beta: { node: beta, type: float } }, inputs: toInputs };
    // dgamma: the sum over all places of dy (x - mean), over the deviation.
    const values = graph.cast(`${name}/values`, inputs[0]!, float).node;
    const centred = graph.addFloat(`${name}/centred`, 'Sub', [values, weight('moving_mean', float)], float);
    const product = graph.addFloat(`${name}/product`, 'Mul', [upstream, centred], float);
    const axes = graph.integers(`${name}/axes`, [0, 1, 2]);
    const attributes = { ...int32Indices, keep_dims: attribute.bool(false) };
    const total = graph.addFloat(`${name}/total`, 'Sum', [product, axes], float, attributes);
    const gamma = graph.addFloat(`${name}/gamma_gradient`, 'Mul', [total, `${own}/inverse`], float);
    return {
      weights: { gamma: { node: gamma, type: float }, beta: { node: beta, type: float } },
      inputs: toInputs,
    };
  },
};

/** Node `NAME/inverse` of 1 / sqrt(variance + epsilon) by channel. */
function inverseDeviation(graph: GraphWriter, { layer, name, weight }: PlacedLayer<BatchNormSpec>): string {
  const epsilon = graph.floats(`${name}/epsilon`, [], [layer.epsilon]);
  const variance = graph.addFloat(
    `${name}/variance`,
    'AddV2',
    [weight('moving_variance', float), epsilon],
    float,
  );
  return graph.addFloat(`${name}/inverse`, 'Rsqrt', [variance], float);
}
