import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestServing, type TestServing } from './fixtures/test-serving.ts';

let serving: TestServing;
beforeEach(async () => {
  serving = await openTestServing();
});
afterEach(() => serving.end());

async function reopen(...given: Parameters<typeof openTestServing>): Promise<void> {
  await serving.end();
  serving = await openTestServing(...given);
}

describe('who may ask', () => {
  const token = 'a-token-of-many-letters';

  it('only under its own address, and no page of another site', async () => {
    for (const host of ['evil.example', `evil.example:${serving.port}`, '127.0.0.1', `localhost:1`]) {
      const answer = await serving.ask('/health', undefined, { host });
      expect([answer.status, answer.json()], host).toMatchObject([
        403,
        { code: 'client-not-allowed', facts: { what: 'host' } },
      ]);
    }
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await serving.ask('/predict', 'cat', headers);
      expect([answer.status, answer.json().facts]).toEqual([403, { what: 'origin' }]);
    }
    const own = `localhost:${serving.port}`;
    expect((await serving.ask('/predict', 'cat', { host: own, origin: `http://${own}` })).status).toBe(200);
  });

  it('needs the token where there is one, for all but its health and its page', async () => {
    await reopen({ token });
    for (const authorization of ['', `Bearer ${token}x`, `Basic ${token}`, token]) {
      const answer = await serving.ask('/predict', 'cat', authorization ? { authorization } : {});
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(answer.text).not.toContain(token);
    }
    expect((await serving.ask('/predict', 'cat', { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await serving.ask('/v1/models/pets')).status).toBe(401);
    expect((await serving.ask('/openapi.json')).status).toBe(401);
    expect((await serving.ask('/health')).json()).toEqual({ status: 'ready' });
    expect((await serving.ask('/')).text).not.toContain(token);
    expect(serving.lines.join()).not.toContain(token);
  });

  it('listens beyond this computer only with a token that cannot be guessed', async () => {
    await expect(openTestServing({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'serving-needs-token' });
    await expect(openTestServing({ host: '0.0.0.0', token: 'short' })).rejects.toMatchObject({
      code: 'serving-token-weak',
    });
    await expect(openTestServing({ token: `${token} with a space` })).rejects.toMatchObject({
      code: 'serving-token-weak',
    });
    await reopen({ host: '0.0.0.0', token });
    const authorization = `Bearer ${token}`;
    expect((await serving.ask('/models', undefined, { host: 'a-name', authorization })).status).toBe(200);
    expect((await serving.ask('/models', undefined, { host: 'a-name' })).status).toBe(401);
  });

  it('says what is wrong with its port, its address and its runs', async () => {
    await expect(openTestServing({ port: serving.port })).rejects.toMatchObject({ code: 'port-taken' });
    await expect(openTestServing({ host: '192.0.2.1', token })).rejects.toMatchObject({
      code: 'host-unavailable',
    });
    await expect(openTestServing({ runs: new Map([['a', '/nowhere']]) })).rejects.toMatchObject({
      code: 'run-not-found',
    });
    await expect(openTestServing({}, ['no-model'])).rejects.toMatchObject({ code: 'run-has-no-model' });
  });
});
