import { randomStream } from '../../src/shared/random.ts';
import { sizeOfShape } from '../../src/shared/size-of-shape.ts';
import { createGraphWriter, type GraphValue } from '../../src/engine/backend/graph/graph-writer.ts';
import { loadGraph, type FedTensor } from '../../src/engine/backend/graph/load-graph.ts';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { filterGradient } from '../../src/engine/models/graph/filter-gradient.ts';
import { convolution, inputGradient } from '../../src/engine/models/graph/layers/convolution.ts';
import { sliced } from '../../src/engine/models/graph/shape-nodes.ts';
import { taps, tileSide } from '../../src/engine/models/graph/winograd/tile-of.ts';
import {
  winogradConvolution,
  winogradInputGradient,
} from '../../src/engine/models/graph/winograd/winograd-convolution.ts';
import { winogradFilterGradient } from '../../src/engine/models/graph/winograd/winograd-filter-gradient.ts';
import { DataType } from '../../src/engine/storage/generated/tensorflow_graph_pb.ts';
import { compareRounds } from '../compare-rounds.ts';

/** VGG16's layers at 150 px, each computed place by place and by tiles in turns. `argv`: rounds. */
export interface TiledLayer {
  readonly layer: string;
  readonly photos: number;
  readonly tile: number;
  /** By operation and way (`forward tiles`): how often a second, round by round. */
  readonly rates: Readonly<Record<string, readonly number[]>>;
  /** By way, of one photo's forward way: the largest, as a share of the largest value in float64. */
  readonly errors: Readonly<Record<string, number>>;
}

const rounds = Number(process.argv[2]);
const layers = [
  ['block2_conv2', 75, 128, 128],
  ['block3_conv1', 37, 128, 256],
  ['block3_conv2', 37, 256, 256],
  ['block4_conv1', 18, 256, 512],
  ['block4_conv2', 18, 512, 512],
  ['block5_conv1', 9, 512, 512],
] as const;
const operations = ['forward', 'by input', 'by kernel'] as const;
const ways = ['plain', 'tiles'] as const;
const type = DataType.DT_FLOAT;
const binding = (await openBackend('tensorflow')).binding!;

const found: TiledLayer[] = [];
for (const [layer, side, channels, filters] of layers)
  for (const photos of [1, 20]) found.push(await measured(layer, photos, side, channels, filters));
console.log(JSON.stringify(found));

async function measured(
  layer: string,
  photos: number,
  side: number,
  channels: number,
  filters: number,
): Promise<TiledLayer> {
  const tile = tileSide(side, side);
  const graph = createGraphWriter();
  const input = { node: graph.placeholder('x', type, [-1, side, side, channels]), type } as const;
  const kernel = graph.placeholder('w', type, [taps, taps, channels, filters]);
  const before = { node: graph.placeholder('dy', type, [-1, side, side, filters]), type } as const;
  const [kernelSize, strides] = [[taps, taps] as const, [1, 1] as const];
  const inputShape = [side, side, channels];
  const place = {
    input,
    inputShape,
    kernelSize,
    strides,
    padding: 'same',
    filters,
    winograd: false,
  } as const;
  const nodes: Readonly<Record<string, GraphValue>> = {
    'forward plain': convolution(graph, 'plain/forward', place, kernel),
    'by input plain': inputGradient(graph, 'plain/by_input', place, kernel, before),
    'by kernel plain': filterGradient(graph, 'plain/by_kernel', place, before),
    'forward tiles': winogradConvolution(graph, 'tiles/forward', place, kernel, tile),
    'by input tiles': winogradInputGradient(graph, 'tiles/by_input', place, kernel, before, tile),
    'by kernel tiles': winogradFilterGradient(graph, 'tiles/by_kernel', place, before, tile),
  };
  // One value stands for all: handing over the rest would be measured too.
  const ends = Object.fromEntries(
    Object.entries(nodes).map(([name, value], index) => [
      name,
      sliced(graph, `end_${index}`, value, [0, 0, 0, 0], [1, 1, 1, 1]).node,
    ]),
  );
  const loaded = await loadGraph(
    binding,
    { nodes: graph.nodes, inputs: [], outputs: [] },
    { name: layer, layers: [] },
  );
  const fed = {
    x: drawn([photos, side, side, channels], 'x', (value) => Math.max(0, value)),
    w: drawn([taps, taps, channels, filters], 'w', (value) => value / Math.sqrt(taps * taps * channels)),
    dy: drawn([photos, side, side, filters], 'dy', (value) => value),
  };
  const seen = await compareRounds(
    rounds,
    operations.flatMap((operation) =>
      ways.map((way) => ({
        name: `${operation} ${way}`,
        run: async () => {
          const start = performance.now();
          await Promise.resolve(loaded.run(fed, [ends[`${operation} ${way}`]!]));
          return 1000 / (performance.now() - start);
        },
      })),
    ),
  );
  const { x, w } = fed;
  const exact = photos === 1 ? convolved(x.values, w.values, side, channels, filters) : null;
  const errors = exact
    ? ways.map((way): [string, number] => {
        const { node } = nodes[`forward ${way}`]!;
        return [way, largestError(loaded.run({ x, w }, [node]).get(node)!, exact)];
      })
    : [];
  loaded.close();
  return { layer, photos, tile, rates: Object.fromEntries(seen), errors: Object.fromEntries(errors) };
}

/** One photo's convolution in float64, place by place. */
function convolved(
  x: Float32Array,
  w: Float32Array,
  side: number,
  channels: number,
  filters: number,
): Float64Array {
  const sums = new Float64Array(side * side * filters);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      for (let tap = 0; tap < taps * taps; tap++) {
        const [fromRow, fromColumn] = [row + Math.floor(tap / taps) - 1, column + (tap % taps) - 1];
        if (Math.min(fromRow, fromColumn) < 0 || Math.max(fromRow, fromColumn) >= side) continue;
        const source = (fromRow * side + fromColumn) * channels;
        const target = (row * side + column) * filters;
        for (let channel = 0; channel < channels; channel++) {
          const value = x[source + channel]!;
          const kernel = (tap * channels + channel) * filters;
          for (let filter = 0; filter < filters; filter++)
            sums[target + filter]! += value * w[kernel + filter]!;
        }
      }
  return sums;
}

/** As a share of the largest value. */
function largestError(found: ArrayLike<number>, exact: Float64Array): number {
  let [error, largest] = [0, 0];
  exact.forEach((value, index) => {
    error = Math.max(error, Math.abs(value - found[index]!));
    largest = Math.max(largest, Math.abs(value));
  });
  return error / largest;
}

function drawn(
  shape: readonly number[],
  name: string,
  change: (value: number) => number,
): FedTensor & { readonly values: Float32Array } {
  const draws = randomStream(1, name);
  return {
    shape,
    values: Float32Array.from({ length: sizeOfShape(shape) }, () => change(draws.between(-1, 1))),
  };
}
