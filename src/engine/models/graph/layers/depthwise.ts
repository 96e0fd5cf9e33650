import type { DepthwiseConv2dSpec } from '../../../../shared/network.ts';
import type { LayerNodes } from '../layer-nodes.ts';
import { byChannel, byChannelGradient } from './by-channel.ts';
import { activated, activatedGradient } from './weighted.ts';

export const depthwiseNodes: LayerNodes<DepthwiseConv2dSpec> = {
  forward: (graph, placed) =>
    activated(graph, placed, placed.layer, (name) => byChannel(graph, name, placed.inputs[0]!, placed).node),
  gradient(graph, written, place) {
    const { layer, inputs } = written;
    const { before, bias } = activatedGradient(graph, written, layer, place);
    const { kernel, input } = byChannelGradient(
      graph,
      place.name,
      inputs[0]!,
      written,
      before,
      place.wantsInputs,
    );
    return { weights: { depthwise_kernel: kernel, ...bias }, inputs: input ? [input] : [] };
  },
};
