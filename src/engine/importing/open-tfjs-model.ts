import { dirname } from 'node:path';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ForeignModel } from './foreign-model.ts';
import { isRecord } from './inbound.ts';
import { readShards } from './read-shards.ts';
import { tfjsWeights, weightSchema } from './tfjs-weights.ts';

const manifestSchema = z
  .array(
    z.object({
      paths: z.array(z.string().max(1000)).max(10_000),
      weights: z.array(weightSchema).max(20_000),
    }),
  )
  .max(10_000);

/**
 * Opens TensorFlow.js's layers model: model.json with files of weights beside it, which may be quantized. `json`: what
 * model.json holds. Throws `model-kind-not-read` for a graph model, `model-file-damaged`, `model-too-large`.
 */
export async function openTfjsModel(file: string, json: unknown): Promise<ForeignModel> {
  const damaged = (detail: string): ThawError => new ThawError('model-file-damaged', { file, detail });
  if (!isRecord(json) || !isRecord(json.modelTopology)) throw damaged('no modelTopology');
  const topology = json.modelTopology;
  if (json.format === 'graph-model' || 'node' in topology)
    throw new ThawError('model-kind-not-read', { file, kind: 'graph-model' });
  const manifest = manifestSchema.safeParse(json.weightsManifest);
  if (!manifest.success) throw damaged(z.prettifyError(manifest.error).slice(0, 200));
  const content = await readShards(
    dirname(file),
    manifest.data.flatMap(({ paths }) => paths),
    file,
  );
  const config = isRecord(topology.model_config) ? topology.model_config : topology;
  return {
    file,
    format: 'tfjs',
    madeBy: madeBy(json),
    config,
    training: topology.training_config ?? json.trainingConfig ?? null,
    weights: tfjsWeights(
      manifest.data.flatMap(({ weights }) => weights),
      content,
      file,
    ),
    close: () => Promise.resolve(),
  };
}

function madeBy({ generatedBy }: Readonly<Record<string, unknown>>): string | null {
  return typeof generatedBy === 'string' ? generatedBy.slice(0, 80) : 'TensorFlow.js';
}
