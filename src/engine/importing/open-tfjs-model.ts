import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { io } from '@tensorflow/tfjs';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isSafeName } from '../archive/zip-names.ts';
import type { HostTensor } from '../storage/safetensors.ts';
import type { ForeignModel, ForeignWeights } from './foreign-model.ts';
import { importLimits } from './import-limits.ts';
import { isRecord } from './inbound.ts';
import { weightMissing } from './weight-missing.ts';

const side = z.number().int().min(0).max(100_000_000);
const specSchema = z.object({
  name: z.string().max(1000),
  shape: z.array(side).max(8),
  dtype: z.enum(['float32', 'float16', 'int32', 'bool']),
  quantization: z
    .object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      scale: z.number().optional(),
      min: z.number().optional(),
      original_dtype: z.enum(['float32', 'int32']).optional(),
    })
    .optional(),
});
const manifestSchema = z
  .array(
    z.object({
      paths: z.array(z.string().max(1000)).max(10_000),
      weights: z.array(specSchema).max(20_000),
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

/** All files of weights, one after the other; none outside the folder of model.json. */
async function readShards(folder: string, paths: readonly string[], file: string): Promise<Buffer> {
  const shards: Buffer[] = [];
  let bytes = 0;
  for (const path of paths) {
    // Teachable Machine writes ./weights.bin.
    const name = path.replace(/^\.\//, '');
    if (!isSafeName(name)) throw new ThawError('model-file-damaged', { file, detail: JSON.stringify(path) });
    const handle = await open(join(folder, name), 'r').catch((error: unknown) => {
      throw new ThawError('model-file-damaged', { file, detail: `${path}: ${(error as Error).message}` });
    });
    try {
      const { size } = await handle.stat();
      bytes += size;
      const limitBytes = importLimits.weightBytes;
      if (bytes > limitBytes)
        throw new ThawError('model-too-large', { file, what: 'weights', bytes, limitBytes });
      shards.push(await handle.readFile());
    } finally {
      await handle.close();
    }
  }
  return Buffer.concat(shards);
}

type Spec = z.infer<typeof specSchema>;
interface Placed {
  readonly spec: Spec;
  readonly start: number;
  readonly end: number;
}

function tfjsWeights(specs: readonly Spec[], content: Buffer, file: string): ForeignWeights {
  const placed: Placed[] = [];
  let start = 0;
  for (const spec of specs) {
    const end = start + bytesOf(spec);
    if (end > content.length)
      throw new ThawError('model-file-damaged', { file, detail: `${spec.name}: ${content.length} bytes` });
    placed.push({ spec, start, end });
    start = end;
  }
  return {
    read: ({ names, groups }, wanted) =>
      wanted.map((weight) => {
        const layer = names.at(-1)!;
        const ends = weight.names.map((name) => `/${layer}/${name}`);
        const found = placed.filter(({ spec }) => ends.some((end) => `/${spec.name}`.endsWith(end)));
        const [one, another] = found;
        if (!one || another) throw weightMissing(file, { names, groups }, weight, null);
        if (one.spec.shape.join() !== weight.shape.join())
          throw weightMissing(file, { names, groups }, weight, one.spec.shape);
        return decoded(one, content);
      }),
  };
}

function bytesOf({ shape, dtype, quantization }: Spec): number {
  const bytes = { float32: 4, float16: 2, int32: 4, bool: 1, uint8: 1, uint16: 2 }[
    quantization?.dtype ?? dtype
  ];
  return bytes * shape.reduce((product, one) => product * one, 1);
}

/** By TensorFlow.js's own decoder, which knows its ways to quantize. */
function decoded({ spec, start, end }: Placed, content: Buffer): HostTensor {
  const bytes = new Uint8Array(content.subarray(start, end)).buffer;
  const { [spec.name]: tensor } = io.decodeWeights(bytes, [spec as io.WeightsManifestEntry]);
  try {
    return { shape: spec.shape, values: Float32Array.from(tensor!.dataSync()) };
  } finally {
    tensor!.dispose();
  }
}
