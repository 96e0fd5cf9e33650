import { join } from 'node:path';
import { create, toJson } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { attribute, node, numbers, placeholder } from '../../backend/graph/graph-nodes.ts';
import { fromFloat16Words } from '../../features/float16.ts';
import type { CheckpointTensor } from '../../storage/checkpoint/checkpoint-files.ts';
import { readCheckpoint } from '../../storage/checkpoint/read-checkpoint.ts';
import { DataType, GraphDefSchema, type NodeDef } from '../../storage/generated/tensorflow_graph_pb.ts';
import { squareNode } from '../graph/photo-nodes.ts';
import { takeConstants } from '../tfjs-graph/take-constants.ts';
import type { OpenSavedModel } from './open-by-tensorflow.ts';
import type { SavedGraph } from './read-saved-graph.ts';

/**
 * Opens a SavedModel where there is no TensorFlow: its graph is run by TensorFlow.js, which has no variables (their
 * values take their places) and does not resize as Pillow does (photos come in the network's size and are given to
 * what follows that). `folder`: the SavedModel's. Throws `file-damaged`.
 */
export async function openByTfjs(folder: string, saved: SavedGraph): Promise<OpenSavedModel> {
  const variables = await readCheckpoint(join(folder, 'variables', 'variables'));
  try {
    const input = saved.form === 'photo' ? squareNode : saved.input;
    const outputs = [saved.probabilities, ...(saved.features === null ? [] : [saved.features])];
    const needed = nodesBetween(saved.nodes, input, outputs).map((each) => withValue(each, variables));
    const { nodes, weights } = takeConstants(needed, new Map(), 'float32');
    const buffers = weights.map(({ read }) => {
      const { buffer, byteOffset, byteLength } = read();
      return Buffer.from(buffer, byteOffset, byteLength);
    });
    const all = Buffer.concat(buffers);
    const model = await tf.loadGraphModel(
      tf.io.fromMemory({
        modelTopology: toJson(GraphDefSchema, create(GraphDefSchema, { node: [...nodes] })) as object,
        weightSpecs: weights.map(({ entry }) => entry),
        weightData: all.buffer.slice(all.byteOffset, all.byteOffset + all.byteLength),
      }),
    );
    return {
      run: (pictures) => {
        const found = model.execute({ [input]: cutOut(pictures, saved) }, outputs);
        const [answers, places = null] = Array.isArray(found) ? found : [found];
        return { answers: answers!, places };
      },
      close: () => {
        model.dispose();
      },
    };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ThawError('file-damaged', { file: folder, detail }, { cause });
  }
}

/** What the graph cuts out of pictures that are as large as what it fits photos into. */
function cutOut(pictures: tf.Tensor4D, { side }: SavedGraph): tf.Tensor4D {
  const before = side === null ? 0 : (pictures.shape[1] - side) >> 1;
  if (side === null || before === 0) return pictures;
  return tf.slice(pictures, [0, before, before, 0], [-1, side, side, 3]);
}

/** The nodes that the outputs are made of, in order; `input` becomes the place where pictures come in. */
function nodesBetween(
  nodes: readonly NodeDef[],
  input: string,
  outputs: readonly string[],
): readonly NodeDef[] {
  const byName = new Map(nodes.map((each) => [each.name, each]));
  const needed = new Set<string>();
  const open = [...outputs];
  while (open.length > 0) {
    const name = open.pop()!.replace(/^\^|:\d+$/g, '');
    if (needed.has(name)) continue;
    needed.add(name);
    const found = byName.get(name);
    if (!found) throw new Error(`no node ${name}`);
    if (name !== input && found.op !== 'ReadVariableOp') open.push(...found.input);
  }
  if (!needed.has(input)) throw new Error(`the answers do not come from ${input}`);
  return nodes
    .filter(({ name }) => needed.has(name))
    .map((each) => (each.name === input ? placeholder(input, DataType.DT_FLOAT, [-1, -1, -1, -1]) : each));
}

/** The value of a variable where it was read; a cast from half precision has nothing left to do. */
function withValue(each: NodeDef, variables: ReadonlyMap<string, CheckpointTensor>): NodeDef {
  if (each.op === 'Cast' && each.attr.SrcT?.value.value === DataType.DT_HALF)
    return node(each.name, 'Identity', each.input, { T: attribute.type(DataType.DT_FLOAT) });
  if (each.op !== 'ReadVariableOp') return each;
  const variable = variables.get(each.input[0]!);
  if (!variable) throw new Error(`no value of ${each.input[0]}`);
  return numbers(each.name, DataType.DT_FLOAT, variable.shape, floatsOf(variable));
}

/** The bytes lie anywhere in the file, so that they are copied to where words begin. */
function floatsOf({ type, bytes }: CheckpointTensor): Float32Array {
  const { buffer } = Uint8Array.from(bytes);
  if (type === DataType.DT_FLOAT) return new Float32Array(buffer);
  if (type === DataType.DT_HALF) return fromFloat16Words(new Uint16Array(buffer));
  throw new Error(`variable of type ${DataType[type]}`);
}
