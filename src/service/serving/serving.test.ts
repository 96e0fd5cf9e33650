import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openTestServing, type TestServing } from './fixtures/test-serving.ts';

let serving: TestServing;
beforeEach(async () => {
  serving = await openTestServing();
});
afterEach(() => serving.end());

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what is on a photo', () => {
  it('answers the bytes of one', async () => {
    const answer = await serving.ask('/predict', 'cat');
    expect(answer.status, answer.text).toBe(200);
    const { milliseconds, ...rest } = answer.json();
    expect(milliseconds).toBeTypeOf('number');
    expect(rest).toMatchObject({
      model: 'pets',
      class: 'cats',
      likeliest: 'cats',
      confidence: 0.75,
      probabilities: { cats: 0.75, dogs: 0.25 },
      familiarity: null,
    });
  });

  it('answers several in a form, each in its place, and says what is wrong with one', async () => {
    const form = new FormData();
    for (const photo of ['cat', 'damaged', 'dog']) form.append('photos', new Blob([photo]), `${photo}.jpg`);
    const answer = await fetch(`http://127.0.0.1:${serving.port}/models/pets/predict`, {
      method: 'POST',
      body: form,
    });
    const { predictions } = (await answer.json()) as { predictions: object[] };
    expect(predictions).toMatchObject([
      { name: 'cat.jpg', class: 'cats' },
      { name: 'damaged.jpg', code: 'image-damaged', error: expect.stringContaining('damaged.jpg') as string },
      { name: 'dog.jpg', class: 'dogs' },
    ]);
  });

  it('answers base64 in JSON: one, or several with names', async () => {
    expect((await serving.ask('/predict', { image: base64('dog') })).json()).toMatchObject({ class: 'dogs' });
    const several = await serving.ask('/predict', {
      images: [base64('cat'), { name: 'b', b64: base64('dog') }],
    });
    expect(several.json()).toMatchObject({
      predictions: [
        { name: null, class: 'cats' },
        { name: 'b', class: 'dogs' },
      ],
    });
  });

  it('says "none of these" by the run’s rule, and the likeliest class all the same', async () => {
    // The fake model is 0.75 sure; the made run's rule asks for 0.7.
    expect((await serving.ask('/predict', 'cat')).json()).toMatchObject({ class: 'cats' });
    expect((await serving.ask('/models')).json()).toEqual({
      models: [
        {
          name: 'pets',
          classes: ['cats', 'dogs'],
          imageSize: 16,
          noneOfThese: { confidence: 0.7, familiarity: null },
        },
      ],
    });
    expect((await serving.ask('/predict', 'unsure')).json()).toMatchObject({
      class: null,
      likeliest: 'dogs',
      confidence: 0.6,
    });
  });

  it('serves several runs by their names, the first where none is named', async () => {
    await serving.end();
    serving = await openTestServing({}, ['one', 'two']);
    expect((await serving.ask('/predict', 'cat')).json()).toMatchObject({ model: 'one' });
    expect((await serving.ask('/models/two/predict', 'cat')).json()).toMatchObject({ model: 'two' });
    const unknown = await serving.ask('/models/three/predict', 'cat');
    expect([unknown.status, unknown.json()]).toMatchObject([404, { code: 'model-not-served' }]);
  });
});

describe('wrong requests', () => {
  it.each([
    ['no JSON', '{"image"', 'application/json', 400, 'body-invalid'],
    ['JSON of another shape', '{"photo":"AAAA"}', 'application/json', 400, 'body-invalid'],
    ['a field too many', '{"image":"AAAA","x":1}', 'application/json', 400, 'body-invalid'],
    ['no photo in a list', '{"images":[]}', 'application/json', 400, 'body-invalid'],
    ['no base64', '{"image":"not base64!"}', 'application/json', 400, 'body-invalid'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'body-invalid'],
    ['an empty body', '', 'application/json', 400, 'body-invalid'],
    ['a form without a boundary', 'x', 'multipart/form-data', 400, 'body-invalid'],
    ['text', 'cat', 'text/plain', 415, 'body-type-unknown'],
    ['a damaged photo', 'damaged', 'image/jpeg', 422, 'image-damaged'],
    ['a photo of too many pixels', 'huge', 'image/png', 413, 'image-too-large'],
  ])('%s', async (_, body, type, status, code) => {
    const answer = await serving.ask('/predict', body, { 'content-type': type });
    expect([answer.status, answer.json().code]).toEqual([status, code]);
    expect(answer.json().error).toBeTypeOf('string');
  });

  it('knows no other address or method, and says so in the client’s language', async () => {
    for (const path of ['/predictions', '/predict', '/v1/models', '/v1/models/pets/versions/2', '/..%2f']) {
      const answer = await serving.ask(path);
      expect([answer.status, answer.json().code], path).toEqual([404, 'address-unknown']);
    }
    const chinese = await serving.ask('/x', undefined, { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(chinese.json().error).toMatch(/\p{Script=Han}/u);
  });

  it('answers what is no HTTP with an error in JSON', async () => {
    const socket = connect(serving.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.end('GARBAGE\r\n\r\n');
    await new Promise((resolve) => socket.on('close', resolve));
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*\{"error":"Bad Request"/s);
  });
});

describe('the description', () => {
  it('is what is really answered', async () => {
    const api = (await serving.ask('/openapi.json')).json() as {
      openapi: string;
      paths: Record<string, object>;
      components: { schemas: Record<string, z.core.JSONSchema.JSONSchema> };
    };
    expect(api.openapi).toMatch(/^3\.1/);
    const { schemas } = api.components;
    const named = JSON.stringify(api.paths).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, name] of named) expect(Object.keys(schemas)).toContain(name);
    const check = (name: string, value: unknown): void => {
      z.fromJSONSchema(schemas[name]!).parse(value);
    };
    check('Photo', (await serving.ask('/predict', 'cat')).json());
    check('Photos', (await serving.ask('/predict', { images: [base64('cat'), base64('damaged')] })).json());
    check('Error', (await serving.ask('/predict', 'damaged')).json());
    check('Health', (await serving.ask('/health')).json());
    check('Models', (await serving.ask('/models')).json());
    check('VersionStatus', (await serving.ask('/v1/models/pets')).json());
    const instances = [{ b64: base64('cat') }];
    check('TensorPredictions', (await serving.ask('/v1/models/pets:predict', { instances })).json());
    check('PhotosBody', { images: [base64('cat'), { name: 'a', b64: base64('cat') }] });
    expect(() => {
      check('Photo', { class: 'cats' });
    }).toThrow(z.ZodError);
  });
});
