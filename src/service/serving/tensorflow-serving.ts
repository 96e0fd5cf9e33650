import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { GivenPhoto } from '../../shared/job-asks.ts';
import type { KeptModel } from './kept-model.ts';
import { parseJson, parsed } from './parse-json.ts';
import { bytesInput, photoOfInstance, tensorInput } from './tensors.ts';

/**
 * TensorFlow Serving's REST form (tensorflow.org/tfx/serving/api_rest): what its clients send and expect. A run is
 * version 1 of its model, with one output of photos x classes, as the exports have.
 */

/** The only version of a model. */
const version = '1';
/** By pixels, and by photo files. */
const signatures = ['serving_default', 'serving_bytes'] as const;

export const tensorBodySchema = z.strictObject({
  signature_name: z.enum(signatures).optional(),
  instances: z
    .array(z.unknown())
    .min(1)
    .optional()
    .describe(
      `Row form: each photo as height x width x 3 numbers from 0 to 255 (RGB), or as {"b64": BASE64} of its file; by itself or under "${tensorInput}" or "${bytesInput}".`,
    ),
  inputs: z
    .unknown()
    .optional()
    .describe(
      `Columnar form: the same photos in one array, or that array under "${tensorInput}" or "${bytesInput}".`,
    ),
});

/** What an address below /v1/models/ asks for. */
export interface TensorAddress {
  readonly name: string;
  readonly asks: 'predict' | 'status' | 'metadata';
}

/** Reads NAME, NAME:predict, NAME/metadata, and the same of NAME/versions/1. Null: no such address. Throws `method-not-served`. */
export function readTensorAddress(method: string, path: string): TensorAddress | null {
  const found = /^([^/:]+)(?:\/versions\/(\d+))?(?::([a-z]+)|(\/metadata))?$/.exec(path);
  if (!found || (found[2] ?? version) !== version) return null;
  const [, name = '', , verb, metadata] = found;
  if (verb !== undefined && verb !== 'predict')
    throw new ThawError('method-not-served', { method: verb, known: ['predict'] });
  if (method !== (verb === undefined ? 'GET' : 'POST')) return null;
  return { name, asks: verb !== undefined ? 'predict' : metadata === undefined ? 'status' : 'metadata' };
}

/** The photos of a request, in the order of its rows. Throws `body-invalid`, `image-too-large`, `too-many-photos`. */
export function photosOfTensors(
  body: Uint8Array,
  limits: { readonly photosPerRequest: number; readonly pixelsPerPhoto: number },
): { readonly form: 'predictions' | 'outputs'; readonly photos: readonly GivenPhoto[] } {
  const expected = '{"instances": [...]} or {"inputs": [...]}';
  const { instances, inputs } = parsed(tensorBodySchema, parseJson(body), expected);
  if ((instances === undefined) === (inputs === undefined))
    throw new ThawError('body-invalid', { at: '', expected });
  const place = instances === undefined ? 'inputs' : 'instances';
  const rows = instances ?? columnOf(inputs);
  if (rows.length > limits.photosPerRequest)
    throw new ThawError('too-many-photos', { photos: rows.length, limit: limits.photosPerRequest });
  const photos = rows.map((row, index) => photoOfInstance(row, `${place}[${index}]`, limits.pixelsPerPhoto));
  return { form: instances === undefined ? 'outputs' : 'predictions', photos };
}

function columnOf(inputs: unknown): readonly unknown[] {
  const fields = inputs !== null && typeof inputs === 'object' ? Object.entries(inputs) : [];
  const named = fields.length === 1 && [tensorInput, bytesInput].includes(fields[0]![0]);
  const column: unknown = Array.isArray(inputs) ? inputs : named ? fields[0]![1] : null;
  if (Array.isArray(column) && column.length > 0) return column as readonly unknown[];
  throw new ThawError('body-invalid', {
    at: 'inputs',
    expected: `an array of photos, by itself or under "${tensorInput}" or "${bytesInput}"`,
  });
}

export function versionStatus(model: KeptModel): object {
  const state = model.ready() ? 'AVAILABLE' : 'LOADING';
  const status = { error_code: 'OK', error_message: '' };
  return { model_version_status: [{ version, state, status }] };
}

export function tensorMetadata({ name, file }: KeptModel): object {
  const outputs = { probabilities: tensor('DT_FLOAT', [-1, file.classes.length]) };
  const signature = (inputs: object): object => ({
    inputs,
    outputs,
    method_name: 'tensorflow/serving/predict',
  });
  const pixels = signature({ [tensorInput]: tensor('DT_UINT8', [-1, -1, -1, 3]) });
  const bytes = signature({ [bytesInput]: tensor('DT_STRING', [-1]) });
  return {
    model_spec: { name, signature_name: '', version },
    metadata: {
      signature_def: { signature_def: { serving_default: pixels, serving_bytes: bytes } },
      // Of the output's columns.
      labels: file.classes,
    },
  };
}

function tensor(dtype: string, sizes: readonly number[]): object {
  const dim = sizes.map((size) => ({ size: String(size), name: '' }));
  return { dtype, tensor_shape: { dim, unknown_rank: false }, name: '' };
}
