import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { asOutOfMemory, isOutOfMemory } from '../out-of-memory.ts';
import type { TensorFlowBinding } from '../tensorflow-binding.ts';
import { encodeSavedModel, type Graph } from './encode-saved-model.ts';

/** A value to feed, of the type that the placeholder has. */
export interface FedTensor {
  readonly shape: readonly number[];
  /** Never changed or used again until the run is over. Of strings: the bytes of each. */
  readonly values: Float32Array | Int32Array | Uint8Array | readonly Uint8Array[];
}

/** What errors call a graph, and the layers that parts of its nodes' names may be. */
export interface GraphTitle {
  readonly name: string;
  readonly layers: readonly string[];
}

export type FetchedValues = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** By the node's name, row-major. */
export type Fetched = ReadonlyMap<string, FetchedValues>;

type Fed = Readonly<Record<string, FedTensor>>;
type TakeFetched = (values: FetchedValues, place: number) => void;

/** A graph that TensorFlow holds. Runs block the thread. */
export interface LoadedGraph {
  /** Feeds placeholders by name, fetches float32 and int32 nodes by name. Throws `graph-rejected`, `out-of-memory`. */
  run(fed: Fed, fetched: readonly string[]): Fetched;
  /** The same, but hands over each value as soon as it is read, with its place among those fetched. */
  runEach(fed: Fed, fetched: readonly string[], take: TakeFetched): void;
  close(): void;
}

/**
 * Hands a graph to TensorFlow by way of a SavedModel in a temporary folder, which is removed again. `title` stands
 * for it in errors, which also tell the layer that TensorFlow's own words name. Throws
 * `graph-rejected` with TensorFlow's own words, `out-of-memory`, `disk-full`, `permission-denied`.
 */
export async function loadGraph(
  binding: TensorFlowBinding,
  graph: Graph,
  title: GraphTitle,
): Promise<LoadedGraph> {
  const folder = await mkdtemp(join(tmpdir(), 'thaw-graph-'));
  try {
    const file = join(folder, 'saved_model.pb');
    await writeFile(file, encodeSavedModel(graph)).catch((error: unknown) => {
      throw asStorageError(error, file, 'write');
    });
    return openGraph(binding, folder, title);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens the SavedModel in this folder, its variables too. Throws `graph-rejected`. */
export function openGraph(binding: TensorFlowBinding, folder: string, title: GraphTitle): LoadedGraph {
  const model = rejectable(title, () => binding.loadSavedModel(folder, 'serve'));
  const runEach: LoadedGraph['runEach'] = (fed, fetched, take) => {
    rejectable(title, () => {
      runGraph(binding, model, fed, fetched, take);
    });
  };
  return {
    run(fed, fetched) {
      const found = new Map<string, FetchedValues>();
      runEach(fed, fetched, (values, place) => found.set(fetched[place]!, values));
      return found;
    },
    runEach,
    close: () => {
      binding.deleteSavedModel(model);
    },
  };
}

function runGraph(
  binding: TensorFlowBinding,
  model: number,
  fed: Fed,
  fetched: readonly string[],
  take: TakeFetched,
): void {
  const inputs = Object.entries(fed);
  const held = new Set(
    inputs.map(([, { shape, values }]) => binding.createTensor(shape, typeOf(binding, values), values)),
  );
  try {
    const names = inputs.map(([input]) => `${input}:0`).join(',');
    const outputs = fetched.map((output) => `${output}:0`).join(',');
    const found = binding.runSavedModel(model, [...held], names, outputs);
    for (const { id } of found) held.add(id);
    for (const [place, { id }] of found.entries()) {
      const values = binding.tensorDataSync(id) as FetchedValues;
      held.delete(id);
      binding.deleteTensor(id);
      take(values, place);
    }
  } finally {
    for (const id of held) binding.deleteTensor(id);
  }
}

function typeOf(binding: TensorFlowBinding, values: FedTensor['values']): number {
  if (values instanceof Float32Array) return binding.TF_FLOAT;
  if (values instanceof Int32Array) return binding.TF_INT32;
  return values instanceof Uint8Array ? binding.TF_UINT8 : binding.TF_STRING;
}

function rejectable<Result>({ name, layers }: GraphTitle, operation: () => Result): Result {
  try {
    return operation();
  } catch (cause) {
    if (isOutOfMemory(cause)) throw asOutOfMemory(cause, name);
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ThawError('graph-rejected', { graph: name, layer: layerIn(detail, layers), detail }, { cause });
  }
}

/** TensorFlow names a node as `{{node training/block5_conv1/product}}`, or its output as `training/dense:0`. */
function layerIn(detail: string, layers: readonly string[]): string | null {
  const paths = [...detail.matchAll(/[\w.]+(?:\/[\w.]+)*/g)].flatMap(([path]) => path.split('/'));
  return paths.find((part) => layers.includes(part)) ?? null;
}
