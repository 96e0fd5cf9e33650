import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import type { NetworkSpec } from '../../../shared/network.ts';

/** The placeholder that takes the pixels: (batch, height, width, RGB) as uint8. */
export const pixelsInput = 'pixels';

/** From pixels to what the first layer takes, in float32: channel order, minus the mean, times the scale. */
export function preprocessedPixels(
  graph: GraphWriter,
  { inputShape, preprocessing }: NetworkSpec,
): { readonly placeholder: string; readonly value: GraphValue } {
  const type = DataType.DT_FLOAT;
  const bgr = preprocessing.channelOrder === 'bgr';
  const pixels = graph.placeholder(pixelsInput, DataType.DT_UINT8, [-1, ...inputShape]);
  const floats = graph.add('preprocessing/floats', 'Cast', [pixels], {
    SrcT: attribute.type(DataType.DT_UINT8),
    DstT: attribute.type(type),
  });
  const reversed = graph.integers('preprocessing/reversed_axes', bgr ? [3] : []);
  const ordered = graph.addFloat('preprocessing/ordered', 'ReverseV2', [floats, reversed], type, {
    Tidx: attribute.type(DataType.DT_INT32),
  });
  const mean = graph.floats('preprocessing/mean', [3], preprocessing.mean);
  const centred = graph.addFloat('preprocessing/centred', 'Sub', [ordered, mean], type);
  const scale = graph.floats('preprocessing/scale', [], [preprocessing.scale]);
  const scaled = graph.addFloat('preprocessing/scaled', 'Mul', [centred, scale], type);
  return { placeholder: pixels, value: { node: scaled, type } };
}
