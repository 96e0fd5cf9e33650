import { readFile } from 'node:fs/promises';
import { fromBinary } from '@bufbuild/protobuf';
import type { ExportForm } from '../../../shared/export-formats.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import {
  SavedModelSchema,
  type NodeDef,
  type SignatureDef,
} from '../../storage/generated/tensorflow_graph_pb.ts';
import { squareNode } from '../graph/photo-nodes.ts';
import { graphKeys } from '../graph/graph-keys.ts';

/** What a SavedModel's own file says. */
export interface SavedGraph {
  readonly nodes: readonly NodeDef[];
  readonly form: ExportForm;
  /** The network's side, which is cut out of what photos are fitted into; null in the form `network`. */
  readonly side: number | null;
  /** The node that takes the pictures. */
  readonly input: string;
  readonly probabilities: string;
  /** null: it gives none. */
  readonly features: string | null;
}

/** Reads saved_model.pb as Thaw writes it. Throws `file-damaged`. */
export async function readSavedGraph(file: string): Promise<SavedGraph> {
  try {
    const { metaGraphs } = fromBinary(SavedModelSchema, await readFile(file));
    const served = metaGraphs.find(({ metaInfoDef }) => metaInfoDef?.tags.includes('serve'));
    const signature = served?.signatureDef.serving_default;
    if (!served?.graphDef || !signature) throw new Error('nothing to serve');
    const form: ExportForm = graphKeys.photo in signature.inputs ? 'photo' : 'network';
    return {
      nodes: served.graphDef.node,
      form,
      side: form === 'photo' ? sideOf(served.graphDef.node) : null,
      input: nodeOf(signature.inputs, graphKeys[form]),
      probabilities: nodeOf(signature.outputs, graphKeys.probabilities),
      features:
        graphKeys.features in signature.outputs ? nodeOf(signature.outputs, graphKeys.features) : null,
    };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ThawError('file-damaged', { file, detail }, { cause });
  }
}

function sideOf(nodes: readonly NodeDef[]): number {
  const name = `${squareNode}/shape`;
  const value = nodes.find((each) => each.name === name)?.attr.value?.value;
  const content = value?.case === 'tensor' ? value.value.tensorContent : new Uint8Array();
  // The shape is that of a batch: its second number is a side.
  if (content.length < 8) throw new Error(`no ${name}`);
  return new DataView(content.buffer, content.byteOffset).getInt32(4, true);
}

function nodeOf(ends: SignatureDef['inputs'], key: string): string {
  const name = ends[key]?.name;
  if (name === undefined) throw new Error(`no ${key} in the signature`);
  return name.replace(/:0$/, '');
}
