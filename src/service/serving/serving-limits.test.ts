import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, openTestServing, type TestServing } from './fixtures/test-serving.ts';

let serving: TestServing;
beforeEach(async () => {
  serving = await openTestServing();
});
afterEach(() => serving.end());

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const soon = { timeout: 10_000, interval: 20 };

async function reopen(...given: Parameters<typeof openTestServing>): Promise<void> {
  await serving.end();
  serving = await openTestServing(...given);
}

describe('limits', () => {
  it('refuses a body that is too large, told or not', async () => {
    await reopen({ limits: { bodyBytes: 100_000 } });
    const body = Buffer.alloc(100_001);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await serving.ask('/predict', body, headers);
      expect([answer.status, answer.json().facts]).toEqual([413, { limitBytes: 100_000 }]);
    }
    expect((await serving.ask('/predict', 'cat')).status).toBe(200);
  });

  it('holds only so many bytes at once', async () => {
    await reopen({ limits: { bytesAtOnce: 100_000 } });
    const slow = Buffer.concat([Buffer.from('slow-500-cat.'), Buffer.alloc(60_000)]);
    const first = serving.ask('/predict', slow);
    await wait(150);
    const second = await serving.ask('/predict', slow);
    expect([second.status, second.json().code, second.headers['retry-after']]).toEqual([
      429,
      'server-busy',
      '1',
    ]);
    expect((await first).status).toBe(200);
    expect((await serving.ask('/predict', slow)).status).toBe(200);
  });

  it('refuses too many photos in a request', async () => {
    await reopen({ limits: { photosPerRequest: 2 } });
    const images = ['cat', 'dog', 'cat'].map(base64);
    const instances = images.map((b64) => ({ b64 }));
    for (const [path, body] of [
      ['/predict', { images }],
      ['/v1/models/pets:predict', { instances }],
    ] as const) {
      const answer = await serving.ask(path, body);
      expect([answer.status, answer.json().facts], path).toEqual([413, { photos: 3, limit: 2 }]);
    }
    expect((await serving.ask('/predict', { images: images.slice(1) })).status).toBe(200);
  });

  it('lets only so many photos wait, says when to come again, and answers the rest', async () => {
    await reopen({ limits: { photosWaiting: 25 } });
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => serving.ask('/predict', 'slow-1000-cat')),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(25);
    expect(refused).toHaveLength(15);
    for (const answer of refused) {
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.json().code).toBe('model-busy');
    }
    expect((await serving.ask('/predict', 'cat')).status).toBe(200);
  });

  it('answers late photos with an error', async () => {
    await reopen({ limits: { answerWithin: 200 } });
    const answer = await serving.ask('/predict', 'slow-1000-cat');
    expect([answer.status, answer.json().code]).toEqual([503, 'answer-too-late']);
  });

  it('ends connections that are slow to send, or silent', async () => {
    await reopen({ limits: { headersWithin: 300, requestWithin: 600, silence: 1_500 } });
    const endOf = async (text: string): Promise<string> => {
      const socket = connect(serving.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.write(text);
      await new Promise((resolve) => socket.on('close', resolve));
      return answer;
    };
    const head = `POST /predict HTTP/1.1\r\nHost: 127.0.0.1:${serving.port}\r\n`;
    expect(await endOf(head)).toMatch(/^HTTP\/1\.1 408/);
    expect(await endOf(`${head}Content-Type: image/png\r\nContent-Length: 9\r\n\r\n1234`)).toMatch(
      /^HTTP\/1\.1 408|^$/,
    );
    expect((await serving.ask('/predict', 'cat')).status).toBe(200);
  }, 10_000);
});

describe('many at once', () => {
  it('gives each of many clients its own answer, in few passes', async () => {
    const photos = Array.from({ length: 60 }, (_, index) => (index % 3 ? 'slow-20-cat' : 'slow-20-dog'));
    const begun = performance.now();
    const answers = await Promise.all(photos.map((photo) => serving.ask('/predict', photo)));
    expect(answers.map((answer) => answer.json().class)).toEqual(
      photos.map((photo) => (photo.endsWith('cat') ? 'cats' : 'dogs')),
    );
    // One by one they would take 1.2 s.
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('does not keep the photos of a client that went away', async () => {
    const stop = new AbortController();
    setMaxListeners(40, stop.signal);
    const gone = Array.from({ length: 40 }, () =>
      ask(serving.port, '/predict', 'slow-3000-cat', {}, { signal: stop.signal }).catch(() => null),
    );
    await wait(100);
    stop.abort();
    await Promise.all(gone);
    await vi.waitFor(
      async () => {
        const { models } = (await serving.ask('/health')).json() as { models: { waiting: number }[] };
        expect(models[0]!.waiting).toBeLessThanOrEqual(20);
      },
      { timeout: 2_000, interval: 20 },
    );
  });
});

describe('a model that ends by itself', () => {
  it('is started again, and answers 503 meanwhile', async () => {
    const asked = serving.ask('/predict', 'slow-5000-cat');
    await wait(100);
    process.kill(serving.jobs[0]!.pid!, 'SIGKILL');
    const lost = await asked;
    expect([lost.status, lost.json().code]).toEqual([503, 'model-not-ready']);
    expect(Number(lost.headers['retry-after'])).toBeGreaterThan(0);
    const meanwhile = await serving.ask('/predict', 'cat');
    expect(meanwhile.status).toBe(503);
    const health = await serving.ask('/health');
    expect([health.status, health.json().status]).toEqual([503, 'loading']);
    expect((await serving.ask('/v1/models/pets')).json()).toMatchObject({
      model_version_status: [{ state: 'LOADING' }],
    });
    await vi.waitFor(async () => {
      expect((await serving.ask('/predict', 'cat')).status).toBe(200);
    }, soon);
    expect(serving.jobs).toHaveLength(2);
  }, 15_000);
});

describe('the end', () => {
  it('answers what was asked, and nothing after', async () => {
    const asked = serving.ask('/predict', 'slow-500-cat');
    await wait(150);
    const closed = serving.close();
    await expect(serving.ask('/predict', 'cat')).rejects.toThrow('ECONNREFUSED');
    const answer = await asked;
    expect([answer.status, answer.json().class]).toEqual([200, 'cats']);
    await closed;
    expect(() => process.kill(serving.jobs[0]!.pid!, 0)).toThrow();
  });

  it('waits no longer than it is told to', async () => {
    const asked = serving.ask('/predict', 'slow-20000-cat').catch(String);
    await wait(150);
    const begun = performance.now();
    await serving.close(200);
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await asked).toMatch(/hang up|ECONNRESET/);
  });
});
