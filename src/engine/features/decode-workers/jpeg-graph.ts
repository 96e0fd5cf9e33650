import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { Graph, GraphEnd } from '../../backend/graph/encode-saved-model.ts';
import { createGraphWriter, type GraphWriter } from '../../backend/graph/graph-writer.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';

/** Names of one of the graph's decoders. */
export interface JpegSlot {
  /** Fed the bytes of a file. */
  readonly file: string;
  /** Height x width x 3 bytes, RGB, four in an int32, the last one filled up with zeros. */
  readonly pixels: string;
}

/**
 * A graph of `slots` decoders of JPEGs, of which a run uses as many as it fetches, side by side. TensorFlow decodes by
 * libjpeg-turbo, as libvips does; with the accurate transform and the smooth upsampling, which are libvips' choice, both
 * give the same pixels. Source: tensorflow/core/kernels/image/decode_image_op.cc.
 */
export function jpegGraph(slots: number): { readonly graph: Graph; readonly slots: readonly JpegSlot[] } {
  const graph = createGraphWriter();
  const shared = constants(graph);
  const made = Array.from({ length: slots }, (_, index) => decoder(graph, `jpeg${index}`, shared));
  const end = (node: string, type: DataType, shape: readonly number[]): GraphEnd => ({ node, type, shape });
  return {
    graph: {
      nodes: graph.nodes,
      inputs: made.map(({ file }) => end(file, DataType.DT_STRING, [])),
      outputs: made.map(({ pixels }) => end(pixels, DataType.DT_INT32, [-1])),
    },
    slots: made,
  };
}

type Constants = ReturnType<typeof constants>;

function constants(graph: GraphWriter) {
  return {
    zeros: graph.add('zeros/bytes', 'Cast', [graph.integers('zeros', [0, 0, 0])], {
      SrcT: attribute.type(DataType.DT_INT32),
      DstT: attribute.type(DataType.DT_UINT8),
    }),
    axis: graph.scalar('axis', 0),
    begin: graph.integers('begin', [0]),
    four: graph.integers('four', [4]),
    flat: graph.integers('flat', [-1]),
    words: graph.integers('words', [-1, 4]),
  };
}

/** The binding reads no bytes, so that four of them are taken for one int32. */
function decoder(
  graph: GraphWriter,
  name: string,
  { zeros, axis, begin, four, flat, words }: Constants,
): JpegSlot {
  const bytes = { T: attribute.type(DataType.DT_UINT8) };
  const int32 = attribute.type(DataType.DT_INT32);
  const file = graph.placeholder(`${name}/file`, DataType.DT_STRING, []);
  const decoded = graph.add(`${name}/decoded`, 'DecodeJpeg', [file], {
    channels: attribute.integer(3),
    ratio: attribute.integer(1),
    fancy_upscaling: attribute.bool(true),
    try_recover_truncated: attribute.bool(false),
    acceptable_fraction: attribute.number(1),
    dct_method: attribute.string('INTEGER_ACCURATE'),
  });
  const row = graph.add(`${name}/row`, 'Reshape', [decoded, flat], { ...bytes, Tshape: int32 });
  const longer = graph.add(`${name}/longer`, 'ConcatV2', [row, zeros, axis], {
    ...bytes,
    N: attribute.integer(2),
    Tidx: int32,
  });
  const length = graph.add(`${name}/length`, 'Shape', [longer], { ...bytes, out_type: int32 });
  const whole = graph.addInteger(`${name}/whole`, 'FloorDiv', [length, four]);
  const kept = graph.addInteger(`${name}/kept`, 'Mul', [whole, four]);
  const cut = graph.add(`${name}/cut`, 'Slice', [longer, begin, kept], { ...bytes, Index: int32 });
  const quads = graph.add(`${name}/quads`, 'Reshape', [cut, words], { ...bytes, Tshape: int32 });
  const pixels = graph.add(`${name}/pixels`, 'Bitcast', [quads], { ...bytes, type: int32 });
  return { file, pixels };
}
