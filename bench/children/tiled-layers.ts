import { randomStream } from '../../src/shared/random.ts';
import { sizeOfShape } from '../../src/shared/size-of-shape.ts';
import { createGraphWriter } from '../../src/engine/backend/graph/graph-writer.ts';
import { loadGraph, type FedTensor } from '../../src/engine/backend/graph/load-graph.ts';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { sliced } from '../../src/engine/models/graph/shape-nodes.ts';
import { bothWays } from '../../src/engine/models/graph/winograd/fixtures/both-ways.ts';
import { taps, tileSide } from '../../src/engine/models/graph/winograd/tile-of.ts';
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
const operations = ['forward', 'input', 'kernel'] as const;
type Operation = (typeof operations)[number];
const ways = ['plain', 'tiles'] as const;
type Way = (typeof ways)[number];
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
  const values = bothWays(graph, { height: side, width: side, channels, filters }, tile);
  // One value stands for all: handing over the rest would be measured too.
  const end = (operation: Operation, way: Way): string =>
    sliced(graph, `end_${way}_${operation}`, values[way][operation], [0, 0, 0, 0], [1, 1, 1, 1]).node;
  const runs = operations.flatMap((operation) =>
    ways.map((way) => ({ name: `${operation} ${way}`, node: end(operation, way) })),
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
    runs.map(({ name, node }) => ({
      name,
      async run() {
        const start = performance.now();
        await Promise.resolve(loaded.run(fed, [node]));
        return 1000 / (performance.now() - start);
      },
    })),
  );
  const { x, w } = fed;
  const exact = photos === 1 ? convolved(x.values, w.values, side, channels, filters) : null;
  const errors = exact
    ? ways.map((way): [string, number] => {
        const { node } = values[way].forward;
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
