import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestServing, type TestServing } from './fixtures/test-serving.ts';

/** The forms of requests and answers are those of TensorFlow's own page (tensorflow.org/tfx/serving/api_rest). */

let serving: TestServing;
beforeAll(async () => {
  serving = await openTestServing();
});
afterAll(() => serving.end());

const b64 = (text: string) => ({ b64: Buffer.from(text).toString('base64') });
const cat = [0.75, 0.25];
const dog = [0.25, 0.75];
/** A picture of one colour; black ones are cats to the fake model. */
const picture = (level: number, height = 2, width = 2) =>
  Array.from({ length: height }, () => Array.from({ length: width }, () => [level, level, level]));
const predict = (body: unknown, path = '/v1/models/pets:predict') => serving.ask(path, body);

describe('predict', () => {
  it.each([
    ['photos by themselves', { instances: [b64('cat'), b64('dog')] }],
    [
      'photos under the input’s name',
      { instances: [{ image_bytes: b64('cat') }, { image_bytes: b64('dog') }] },
    ],
    ['pixels', { instances: [picture(0), picture(255)] }],
    ['pixels under the input’s name', { instances: [{ image: picture(0, 3, 5) }, { image: picture(9.4) }] }],
    ['a signature', { signature_name: 'serving_bytes', instances: [b64('cat'), b64('dog')] }],
  ])('in rows: %s', async (_, body) => {
    const answer = await predict(body);
    expect([answer.status, answer.json()]).toEqual([200, { predictions: [cat, dog] }]);
  });

  it.each([
    ['photos', { inputs: [b64('cat'), b64('dog')] }],
    ['photos by name', { inputs: { image_bytes: [b64('cat'), b64('dog')] } }],
    ['pixels by name', { inputs: { image: [picture(0), picture(1)] } }],
  ])('in columns: %s', async (_, body) => {
    const answer = await predict(body, '/v1/models/pets/versions/1:predict');
    expect([answer.status, answer.json()]).toEqual([200, { outputs: [cat, dog] }]);
  });

  it.each([
    ['nothing', {}],
    ['both forms', { instances: [b64('cat')], inputs: [b64('cat')] }],
    ['no row', { instances: [] }],
    ['an unknown input', { instances: [{ dense_input: [1, 2] }] }],
    ['two inputs', { instances: [{ image: picture(0), image_bytes: b64('cat') }] }],
    ['a name inside a name', { instances: [{ image: { image: picture(0) } }] }],
    ['numbers alone', { instances: [1, 2] }],
    ['one picture that is no batch', { instances: picture(0) }],
    [
      'rows of different lengths',
      {
        instances: [
          [
            [[0, 0, 0]],
            [
              [0, 0, 0],
              [0, 0, 0],
            ],
          ],
        ],
      },
    ],
    ['grey pixels', { instances: [[[[0], [0]]]] }],
    ['levels below 0, as of pixels without their mean', { instances: [picture(-103.9)] }],
    ['levels of 0 to 1', { instances: [picture(0.5)] }],
    ['text for a level', { instances: [[[['0', '0', '0']]]] }],
    ['no base64', { instances: [{ b64: 'cat!' }] }],
    ['an unknown signature', { signature_name: 'classify', instances: [b64('cat')] }],
    ['no column', { inputs: { image: 3 } }],
  ])('refuses %s', async (_, body) => {
    const answer = await predict(body);
    expect([answer.status, answer.json().code], answer.text).toEqual([400, 'body-invalid']);
    // TensorFlow Serving's clients look for this.
    expect(answer.json().error).toBeTypeOf('string');
  });

  it('names the photo that cannot be read', async () => {
    const answer = await predict({ instances: [b64('cat'), b64('damaged')] });
    expect([answer.status, answer.json().facts]).toMatchObject([422, { file: 'instances[1]' }]);
  });

  it('reads a body whose type is not told, as clients of TensorFlow Serving send it', async () => {
    const body = JSON.stringify({ instances: [b64('cat')] });
    const answer = await serving.ask('/v1/models/pets:predict', body, { 'content-type': 'text/plain' });
    expect(answer.json()).toEqual({ predictions: [cat] });
  });
});

describe('what a model is', () => {
  it('tells its state', async () => {
    const expected = {
      model_version_status: [
        { version: '1', state: 'AVAILABLE', status: { error_code: 'OK', error_message: '' } },
      ],
    };
    for (const path of ['/v1/models/pets', '/v1/models/pets/versions/1'])
      expect((await serving.ask(path)).json()).toEqual(expected);
  });

  it('tells its signatures, and the classes in the order of the answers', async () => {
    const metadata = (await serving.ask('/v1/models/pets/metadata')).json() as {
      model_spec: object;
      metadata: { labels: string[]; signature_def: { signature_def: Record<string, object> } };
    };
    expect(metadata.model_spec).toEqual({ name: 'pets', signature_name: '', version: '1' });
    expect(metadata.metadata.labels).toEqual(['cats', 'dogs']);
    expect(metadata.metadata.signature_def.signature_def.serving_default).toMatchObject({
      inputs: {
        image: {
          dtype: 'DT_UINT8',
          tensor_shape: { dim: ['-1', '-1', '-1', '3'].map((size) => ({ size })), unknown_rank: false },
        },
      },
      outputs: {
        probabilities: { dtype: 'DT_FLOAT', tensor_shape: { dim: [{ size: '-1' }, { size: '2' }] } },
      },
      method_name: 'tensorflow/serving/predict',
    });
  });

  it('has no other model, version or method', async () => {
    expect((await serving.ask('/v1/models/birds')).json().code).toBe('model-not-served');
    expect((await predict({}, '/v1/models/pets/versions/2:predict')).status).toBe(404);
    const classify = await predict({ examples: [] }, '/v1/models/pets:classify');
    expect([classify.status, classify.json().code]).toEqual([400, 'method-not-served']);
  });
});
