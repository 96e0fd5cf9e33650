import { createRequire } from 'node:module';
import type * as Onnxruntime from 'onnxruntime-node';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { asOutOfMemory, isOutOfMemory } from '../out-of-memory.ts';
import { encodeOnnx, type OnnxGraph } from './encode-onnx.ts';

/** The processor library inside the optional package onnxruntime-node, loaded into this process. */
export interface OnnxRuntime {
  readonly version: string;
  /** Hands a graph to the library. `name` stands for it in errors. Throws `onnx-graph-rejected`. */
  load(graph: OnnxGraph, name: string): Promise<LoadedOnnxGraph>;
  /** Opens a .onnx file. Throws `onnx-graph-rejected`. */
  open(file: string): Promise<OpenedOnnxFile>;
}

/** A model in a file that the library holds. */
export interface OpenedOnnxFile {
  readonly outputs: readonly string[];
  /** `dims` with the batch. Gives every float32 output by name. Throws `onnx-graph-rejected`. */
  run(values: Uint8Array | Float32Array, dims: readonly number[]): Promise<ReadonlyMap<string, OnnxValues>>;
  close(): void;
}

export interface OnnxValues {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

/** A graph that the library holds. Runs block the thread. */
export interface LoadedOnnxGraph {
  /**
   * `pixels`: the graph's one input, count x height x width x RGB. Gives every output by name, as float32. Throws
   * `onnx-graph-rejected`.
   */
  run(pixels: Uint8Array, count: number): Promise<ReadonlyMap<string, Float32Array>>;
  close(): void;
}

type Library = typeof Onnxruntime;

const require = createRequire(import.meta.url);

/**
 * Loads onnxruntime-node. Throws an Error that says why it cannot: the package is optional, it has no library for every
 * system, and `THAW_ONNXRUNTIME=none` leaves it alone.
 */
export function loadOnnxRuntime(environment: NodeJS.ProcessEnv = process.env): OnnxRuntime {
  if (environment.THAW_ONNXRUNTIME === 'none') throw new Error('THAW_ONNXRUNTIME=none');
  // Read when the library starts. Without it, on Linux, the library tells its maker which models it runs, and keeps what it
  // could not send. Source: https://github.com/microsoft/onnxruntime/pull/27379.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const library = require('onnxruntime-node') as Library;
  // What goes wrong is thrown; on stderr it would also tell about GPUs that it does not find.
  library.env.logLevel = 'fatal';
  return {
    version: library.env.versions.node ?? '',
    load: (graph, name) => load(library, graph, name),
    open: (file) => open(library, file),
  };
}

async function load(library: Library, graph: OnnxGraph, name: string): Promise<LoadedOnnxGraph> {
  const session = await rejectable(name, () =>
    library.InferenceSession.create(encodeOnnx(graph), {
      executionProviders: ['cpu'],
      // Threads that wait by spinning take the cores from all else, for a gain that was not clear (measured once).
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    }),
  );
  const [input] = graph.inputs;
  if (!input) throw new Error('a graph without an input');
  return {
    run: (pixels, count) =>
      rejectable(name, async () => {
        const fed = new library.Tensor('uint8', pixels, [count, ...input.shape.map(Number)]);
        const found = await session.run({ [input.name]: fed });
        return new Map(
          graph.outputs.map(({ name: output }) => [output, found[output]!.data as Float32Array]),
        );
      }),
    close: () => {
      void session.release();
    },
  };
}

async function open(library: Library, file: string): Promise<OpenedOnnxFile> {
  const session = await rejectable(file, () =>
    library.InferenceSession.create(file, { executionProviders: ['cpu'] }),
  );
  return {
    outputs: session.outputNames,
    run: (values, dims) =>
      rejectable(file, async () => {
        const fed =
          values instanceof Uint8Array
            ? new library.Tensor('uint8', values, [...dims])
            : new library.Tensor('float32', values, [...dims]);
        const found = await session.run({ [session.inputNames[0]!]: fed });
        return new Map(
          Object.entries(found).map(([name, tensor]) => [
            name,
            { dims: tensor.dims, values: tensor.data as Float32Array },
          ]),
        );
      }),
    close: () => {
      void session.release();
    },
  };
}

async function rejectable<Result>(graph: string, operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (cause) {
    if (isOutOfMemory(cause)) throw asOutOfMemory(cause, graph);
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ThawError('onnx-graph-rejected', { graph, detail }, { cause });
  }
}
