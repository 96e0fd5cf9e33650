import { join } from 'node:path';
import { create, toJson } from '@bufbuild/protobuf';
import type { ExportOptions } from '../../../shared/export-formats.ts';
import { graphProducer, graphSignature } from '../../backend/graph/encode-saved-model.ts';
import { createGraphWriter } from '../../backend/graph/graph-writer.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import type { JobContext } from '../../job/job-context.ts';
import { constantWeights } from '../../models/graph/frozen-graph.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { GraphDefSchema, SignatureDefSchema } from '../../storage/generated/tensorflow_graph_pb.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';
import { modelGraph } from '../graph/model-graph.ts';
import { modelJson } from '../tfjs/read-model-json.ts';
import { writeStoredWeights } from '../tfjs/stored-weights.ts';
import { takeConstants } from './take-constants.ts';

/**
 * Writes a model as a TensorFlow.js graph model: model.json with the graph and its signature, and the values of all
 * constants in files of 4 MB. Returns the files' names, model.json first. Photos must be of the network's size:
 * TensorFlow.js has no operation that resizes as Thaw does. Source of the form: tfjs-converter's
 * tf_saved_model_conversion_v2.py. Throws `cancelled`, `disk-full`, `permission-denied`.
 */
export async function writeTfjsGraph(
  model: TrainedModel,
  folder: string,
  { form, weights: type }: ExportOptions,
  context: JobContext,
): Promise<readonly string[]> {
  const graph = createGraphWriter();
  const weight = constantWeights(graph, '', model.weights);
  const whole = modelGraph(graph, model, { form, resizes: false, namesClasses: false, weight });
  const { nodes, weights } = takeConstants(whole.nodes, model.weights, type);
  const { manifest, paths } = await writeStoredWeights(folder, weights, () => {
    stopIfCancelled(context.signal);
  });
  const definition = create(GraphDefSchema, { node: [...nodes], versions: { producer: graphProducer } });
  await writeJsonAtomically(join(folder, modelJson), {
    format: 'graph-model',
    generatedBy: 'Thaw',
    convertedBy: null,
    signature: toJson(SignatureDefSchema, graphSignature(whole)),
    modelTopology: toJson(GraphDefSchema, definition),
    weightsManifest: manifest,
  });
  return [modelJson, ...paths];
}
