import type { DenseSpec } from '../../../../shared/network.ts';
import { matrices } from '../op-attributes.ts';
import type { LayerNodes } from '../layer-nodes.ts';
import { activated, activatedGradient } from './weighted.ts';

export const denseNodes: LayerNodes<DenseSpec> = {
  forward(graph, placed) {
    const { layer, type, inputs, weight } = placed;
    return activated(graph, placed, layer, (name) =>
      graph.addFloat(name, 'MatMul', [inputs[0]!.node, weight('kernel')], type, matrices(false, false)),
    );
  },
  gradient(graph, written, place) {
    const { layer, type, inputs, weight } = written;
    const { before, bias } = activatedGradient(graph, written, layer, place);
    const product = (
      which: string,
      factors: readonly string[],
      first: boolean,
    ): { node: string; type: typeof type } => ({
      node: graph.addFloat(`${place.name}/${which}`, 'MatMul', factors, type, matrices(first, !first)),
      type,
    });
    return {
      weights: { kernel: product('kernel_gradient', [inputs[0]!.node, before.node], true), ...bias },
      inputs: place.wantsInputs ? [product('input_gradient', [before.node, weight('kernel')], false)] : [],
    };
  },
};
