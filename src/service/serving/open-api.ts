import * as z from 'zod';
import { thawVersion } from '../../shared/version.ts';
import {
  errorSchema,
  healthSchema,
  modelsSchema,
  photoSchema,
  photosSchema,
  tensorOutputsSchema,
  tensorPredictSchema,
  versionStatusSchema,
} from './answers.ts';
import { photosBodySchema, photoTypes } from './photos-of-body.ts';
import type { ServingLimits } from './serving-limits.ts';
import { tensorBodySchema } from './tensorflow-serving.ts';

const schemas = {
  PhotosBody: photosBodySchema,
  Photo: photoSchema,
  Photos: photosSchema,
  Error: errorSchema,
  Health: healthSchema,
  Models: modelsSchema,
  TensorBody: tensorBodySchema,
  TensorPredictions: tensorPredictSchema,
  TensorOutputs: tensorOutputsSchema,
  VersionStatus: versionStatusSchema,
} as const;

type SchemaName = keyof typeof schemas;

/** The server's description, OpenAPI 3.1, whose schemas are those that it parses and answers by. */
export function openApi(models: readonly string[], needsToken: boolean, limits: ServingLimits): object {
  const name = { name: 'name', in: 'path', required: true, schema: { enum: models } };
  const predict = predictOperation(limits);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Thaw',
      version: thawVersion,
      description: `A trained model that says what is on photos. At most ${limits.photosPerRequest} photos and ${
        limits.bodyBytes / 1e6
      } MB a request. TensorFlow Serving's REST form is answered below /v1/models.`,
    },
    ...(needsToken ? { security: [{ token: [] }] } : {}),
    paths: {
      '/predict': { post: { ...predict, summary: `What is on photos, by the model ${models[0]}` } },
      '/models/{name}/predict': {
        parameters: [name],
        post: { ...predict, summary: 'The same by a named model' },
      },
      '/models': { get: { summary: 'The models with their classes', responses: answers('Models') } },
      '/health': {
        get: {
          summary: 'Whether all models can be asked',
          security: [],
          responses: { ...answers('Health'), 503: answer('Health', 'Not now') },
        },
      },
      '/v1/models/{name}': {
        parameters: [name],
        get: {
          summary: 'State of a model, as TensorFlow Serving tells it',
          responses: answers('VersionStatus'),
        },
      },
      '/v1/models/{name}/metadata': {
        parameters: [name],
        get: {
          summary: 'Signatures of a model, as TensorFlow Serving tells them; labels: the classes in order',
          responses: {
            200: {
              description: 'Signatures',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
          },
        },
      },
      '/v1/models/{name}:predict': {
        parameters: [name],
        post: {
          summary: 'Probabilities of photos, in the form of TensorFlow Serving',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: reference('TensorBody') } },
          },
          responses: answers('TensorPredictions', 'TensorOutputs'),
        },
      },
    },
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([key, schema]) => {
          const plain = z.toJSONSchema(schema);
          delete plain.$schema;
          return [key, plain];
        }),
      ),
      ...(needsToken ? { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } : {}),
    },
  };
}

function predictOperation({ pixelsPerPhoto }: ServingLimits): object {
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const bytes = Object.fromEntries([...photoTypes, 'application/octet-stream'].map((type) => [type, {}]));
  const form = { type: 'object', additionalProperties: { anyOf: [file, { type: 'array', items: file }] } };
  return {
    description: `The bytes of one photo, or base64 in JSON; several as a form or in JSON. A photo has at most ${
      pixelsPerPhoto / 1e6
    } million pixels.`,
    requestBody: {
      required: true,
      content: {
        ...bytes,
        'multipart/form-data': { schema: form },
        'application/json': { schema: reference('PhotosBody') },
      },
    },
    responses: answers('Photo', 'Photos'),
  };
}

function reference(name: SchemaName): object {
  return { $ref: `#/components/schemas/${name}` };
}

function answer(name: SchemaName, description: string, ...others: readonly SchemaName[]): object {
  const schema = others.length === 0 ? reference(name) : { anyOf: [name, ...others].map(reference) };
  return { description, content: { 'application/json': { schema } } };
}

function answers(name: SchemaName, ...others: readonly SchemaName[]): object {
  return { 200: answer(name, 'The answer', ...others), default: answer('Error', 'Why there is none') };
}
