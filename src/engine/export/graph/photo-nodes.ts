import { assertNever } from '../../../shared/assert-never.ts';
import type { ImageConfig } from '../../../shared/recipe.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphWriter } from '../../backend/graph/graph-writer.ts';
import { storedImage } from '../../images/fit-square.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { cutAt, larger, pack, placedOnBlack, quotient, resized, type Sides } from './pixel-nodes.ts';

/** The node with the side of the square that photos are fitted into, before it is cut to the network's. */
const sideNode = 'photo/side';
/** The node whose output the network's preprocessing begins with. */
export const squareNode = 'photo/square';

/**
 * Photos of any height and width as the squares that the network sees, as ../../images/fit-square.ts makes them.
 * `photos`: a node of uint8 [batch, height, width, 3]. Returns one of float32 [batch, size, size, 3], whole numbers
 * from 0 to 255.
 */
export function squareNodes(graph: GraphWriter, photos: string, image: ImageConfig): string {
  const { size: stored, fit } = storedImage(image);
  const sides = sidesOf(graph, photos);
  const side = graph.scalar(sideNode, stored);
  const whole: Pixels = { node: photos, type: DataType.DT_UINT8, sides };
  const square = fitted(graph, whole, fit, side);
  const cut =
    stored === image.size
      ? square
      : cutAt(graph, 'photo/cut', square, (stored - image.size) >> 1, image.size);
  const shape = [-1, image.size, image.size, 3];
  return graph.reshape(squareNode, { node: cut, type: DataType.DT_FLOAT }, shape).node;
}

interface Pixels {
  readonly node: string;
  readonly type: DataType.DT_UINT8 | DataType.DT_FLOAT;
  readonly sides: Sides;
}

/** Height and width, known when the graph runs. */
function sidesOf(graph: GraphWriter, photos: string): Sides {
  const int32 = attribute.type(DataType.DT_INT32);
  const shape = graph.add('photo/shape', 'Shape', [photos], {
    T: attribute.type(DataType.DT_UINT8),
    out_type: int32,
  });
  const parts = graph.add('photo/shape/sides', 'Unpack', [shape], {
    T: int32,
    num: attribute.integer(4),
    axis: attribute.integer(0),
  });
  return { height: `${parts}:1`, width: `${parts}:2` };
}

function fitted(graph: GraphWriter, photo: Pixels, fit: ImageConfig['fit'], side: string): string {
  const square = { height: side, width: side };
  switch (fit) {
    case 'stretch':
      return resized(graph, photo, square);
    case 'crop':
      return resized(graph, centreSquare(graph, photo), square);
    case 'pad':
      return padded(graph, photo, side);
    default:
      return assertNever(fit);
  }
}

function centreSquare(graph: GraphWriter, { node, type, sides }: Pixels): Pixels {
  const name = 'photo/centre';
  const shorter = graph.addInteger(`${name}/side`, 'Minimum', [sides.height, sides.width]);
  const two = graph.scalar(`${name}/two`, 2);
  const begin = (which: keyof Sides): string => {
    const rest = graph.addInteger(`${name}/${which}/rest`, 'Sub', [sides[which], shorter]);
    return quotient(graph, `${name}/${which}/begin`, rest, two);
  };
  const [zero, all] = [graph.scalar(`${name}/zero`, 0), graph.scalar(`${name}/all`, -1)];
  const inputs = [
    node,
    pack(graph, `${name}/begins`, [zero, begin('height'), begin('width'), zero]),
    pack(graph, `${name}/sizes`, [all, shorter, shorter, all]),
  ];
  const attributes = { T: attribute.type(type), Index: attribute.type(DataType.DT_INT32) };
  const cut = graph.add(name, 'Slice', inputs, attributes);
  return { node: cut, type, sides: { height: shorter, width: shorter } };
}

/** The whole photo with its longer side `side`, centred on black. */
function padded(graph: GraphWriter, photo: Pixels, side: string): string {
  const name = 'photo/small';
  const { sides } = photo;
  const longer = graph.addInteger(`${name}/longer`, 'Maximum', [sides.height, sides.width]);
  const [one, two] = [graph.scalar(`${name}/one`, 1), graph.scalar(`${name}/two`, 2)];
  const doubled = graph.addInteger(`${name}/doubled`, 'Mul', [longer, two]);
  // floor((2 length side + longer) / (2 longer)): length side / longer, rounded half up.
  const inProportion = (which: keyof Sides): string => {
    const path = `${name}/${which}`;
    const product = graph.addInteger(`${path}/product`, 'Mul', [sides[which], side]);
    const twice = graph.addInteger(`${path}/twice`, 'Mul', [product, two]);
    const raised = graph.addInteger(`${path}/raised`, 'Add', [twice, longer]);
    return larger(graph, path, quotient(graph, `${path}/rounded`, raised, doubled), one);
  };
  const small = { height: inProportion('height'), width: inProportion('width') };
  return placedOnBlack(graph, 'photo/padded', resized(graph, photo, small), small, side);
}
