import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { sliced } from '../../models/graph/shape-nodes.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';

/** Operations on pictures [batch, height, width, channels] whose sides are known only when the graph runs. */

/** Nodes of whole numbers without axes. */
export interface Sides {
  readonly height: string;
  readonly width: string;
}

const float = DataType.DT_FLOAT;
const int32 = attribute.type(DataType.DT_INT32);

/** Whole numbers as one list. */
export function pack(graph: GraphWriter, name: string, numbers: readonly string[]): string {
  const attributes = { N: attribute.integer(numbers.length), axis: attribute.integer(0) };
  return graph.addInteger(name, 'Pack', numbers, attributes);
}

/** Rounded down. */
export function quotient(graph: GraphWriter, name: string, dividend: string, divisor: string): string {
  return graph.addInteger(name, 'FloorDiv', [dividend, divisor]);
}

export function larger(graph: GraphWriter, name: string, one: string, other: string): string {
  return graph.addInteger(name, 'Maximum', [one, other]);
}

/** A square of `size` pixels that begins `from` pixels from the top and the left. */
export function cutAt(graph: GraphWriter, name: string, node: string, from: number, size: number): string {
  return sliced(graph, name, { node, type: float }, [0, from, from, 0], [-1, size, size, -1]).node;
}

/** A float32 picture of `sides` in the middle of a black square; what is left over goes to the bottom and right. */
export function placedOnBlack(
  graph: GraphWriter,
  name: string,
  node: string,
  sides: Sides,
  square: string,
): string {
  const [zero, two] = [graph.scalar(`${name}/zero`, 0), graph.scalar(`${name}/two`, 2)];
  const edges = (which: keyof Sides): string => {
    const path = `${name}/${which}`;
    const rest = graph.addInteger(`${path}/rest`, 'Sub', [square, sides[which]]);
    const before = quotient(graph, `${path}/before`, rest, two);
    return pack(graph, path, [before, graph.addInteger(`${path}/after`, 'Sub', [rest, before])]);
  };
  const none = pack(graph, `${name}/none`, [zero, zero]);
  const pads = pack(graph, `${name}/pads`, [none, edges('height'), edges('width'), none]);
  return graph.addFloat(name, 'Pad', [node, pads], float, { Tpaddings: int32 });
}

/**
 * Pillow's BILINEAR in two passes, each rounded to whole numbers, in Pillow 13's order (../../images/resize-bilinear.ts).
 * A pass along one axis leaves the other as it is. Sums are in float32 where Pillow's are in fixed point, so that one
 * value in some thousands is off by one.
 */
export function resized(
  graph: GraphWriter,
  picture: { readonly node: string; readonly type: DataType; readonly sides: Sides },
  to: Sides,
): string {
  const { sides: from, type } = picture;
  const columnsFirst = columnsFirstNode(graph, from, to);
  const between: Sides = {
    height: chosen(graph, 'photo/between/height', columnsFirst, to.height, from.height),
    width: chosen(graph, 'photo/between/width', columnsFirst, from.width, to.width),
  };
  const first = pass(graph, 'photo/first_pass', { node: picture.node, type, sides: from }, between);
  return pass(graph, 'photo/second_pass', { node: first, type: float, sides: between }, to);
}

/** A truth: from.height > to.height and from.height - to.height > 2 (from.width - to.width). */
function columnsFirstNode(graph: GraphWriter, from: Sides, to: Sides): string {
  const name = 'photo/columns_first';
  const lost = (which: keyof Sides): string =>
    graph.addInteger(`${name}/${which}_lost`, 'Sub', [from[which], to[which]]);
  const [height, zero] = [lost('height'), graph.scalar(`${name}/zero`, 0)];
  const twice = graph.addInteger(`${name}/twice`, 'Mul', [lost('width'), graph.scalar(`${name}/two`, 2)]);
  const shrinks = graph.addInteger(`${name}/shrinks`, 'Greater', [height, zero]);
  const more = graph.addInteger(`${name}/more`, 'Greater', [height, twice]);
  return graph.add(name, 'LogicalAnd', [shrinks, more]);
}

function chosen(graph: GraphWriter, name: string, truth: string, one: string, other: string): string {
  return graph.addInteger(name, 'SelectV2', [truth, one, other]);
}

/** Source of the operation and its filter: TensorFlow's scale_and_translate_op.cc. */
function pass(
  graph: GraphWriter,
  name: string,
  picture: { readonly node: string; readonly type: DataType; readonly sides: Sides },
  to: Sides,
): string {
  const floats = (which: string, sides: Sides): string => {
    const packed = pack(graph, `${name}/${which}`, [sides.height, sides.width]);
    return graph.add(`${name}/${which}/floats`, 'Cast', [packed], {
      SrcT: int32,
      DstT: attribute.type(float),
    });
  };
  const size = pack(graph, `${name}/size`, [to.height, to.width]);
  const scale = graph.addFloat(
    `${name}/scale`,
    'RealDiv',
    [floats('to', to), floats('from', picture.sides)],
    float,
  );
  const inputs = [picture.node, size, scale, graph.floats(`${name}/translation`, [2], [0, 0])];
  const filtered = graph.add(`${name}/filtered`, 'ScaleAndTranslate', inputs, {
    T: attribute.type(picture.type),
    kernel_type: attribute.string('triangle'),
    antialias: attribute.bool(true),
  });
  const half = graph.floats(`${name}/half`, [], [0.5]);
  return graph.addFloat(
    name,
    'Floor',
    [graph.addFloat(`${name}/raised`, 'Add', [filtered, half], float)],
    float,
  );
}
