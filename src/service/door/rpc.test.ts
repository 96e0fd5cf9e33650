import { setTimeout as wait } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import type { ProjectView } from '../../shared/app/project-view.ts';
import {
  connectTo,
  openTestDoor,
  pageFrom,
  token,
  withToken,
  type TestClient,
  type TestDoor,
} from './fixtures/test-door.ts';
import { mostMessageBytes } from './rpc-socket.ts';

let door: TestDoor;
const clients: TestClient[] = [];
beforeEach(async () => {
  door = await openTestDoor();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await door.end();
});

const connected = (...parameters: Parameters<typeof connectTo>): TestClient => {
  const client = connectTo(...parameters);
  clients.push(client);
  return client;
};

/** How a socket that only opens ends: `open`, an HTTP status, or the code it was closed with. */
async function knock(
  headers: Record<string, string>,
  path = '/rpc',
  options: ClientOptions = {},
): Promise<unknown> {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}${path}`, { headers, ...options });
  const outcome = await new Promise((resolve) => {
    socket.on('open', () => {
      resolve('open');
    });
    socket.on('unexpected-response', (_, answer) => {
      resolve(answer.statusCode);
    });
    socket.on('error', (error) => {
      resolve(error.message);
    });
  });
  socket.terminate();
  return outcome;
}

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCClientError)) return error;
  const { thaw, code } = error.data as { thaw?: { code: string }; code: string };
  return [code, thaw?.code];
}

describe('who may speak', () => {
  it('takes the token of the window, and tells that a window is there', async () => {
    const { client } = connected(door.port, token, { headers: { origin: 'app://thaw' } });
    expect((await client.app.status.query()).version).toBe('0');
    expect(door.seen.tokens).toBe(1);
  });

  it("takes the cookie and the key from the service's own page", async () => {
    const { cookie, page } = await pageFrom(door.port);
    const headers = { cookie, origin: `http://127.0.0.1:${door.port}` };
    expect((await connected(door.port, { page }, { headers }).client.app.status.query()).version).toBe('0');
    expect(door.seen.tokens).toBe(0);
  });

  it.each([
    ['no token', '', 'nothing'],
    ['a wrong token', 'wrong', 'nothing'],
    ['a cookie without the Origin that every browser sends', '', 'no origin'],
    ['a wrong cookie', '', 'wrong cookie'],
    ['a cookie without the key of its page', '', 'no key'],
    ['a cookie with the key of another page', '', 'another key'],
  ] as const)('answers %s with a code, and ends the socket', async (_, given, kind) => {
    const origin = `http://127.0.0.1:${door.port}`;
    const own = await pageFrom(door.port);
    const other = await pageFrom(door.port);
    const cases = {
      'no origin': { headers: { cookie: own.cookie }, page: own.page },
      'no key': { headers: { cookie: own.cookie, origin }, page: '' },
      'another key': { headers: { cookie: own.cookie, origin }, page: other.page },
      'wrong cookie': { headers: { cookie: `thaw-session-${door.port}=a.b`, origin }, page: own.page },
      nothing: { headers: {}, page: '' },
    };
    const sent = cases[kind];
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/rpc?connectionParams=1`, {
      headers: sent.headers,
    });
    const messages: string[] = [];
    socket.on('message', (data) => messages.push((data as Buffer).toString()));
    socket.on('open', () => {
      socket.send(JSON.stringify({ method: 'connectionParams', data: { token: given, page: sent.page } }));
      socket.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'projects.list' } }));
    });
    await new Promise((resolve) => socket.on('close', resolve));
    expect(messages.join()).toContain('not-allowed');
    expect(messages.join()).not.toContain('"result"');
  });

  it('refuses other hosts, origins and paths before a socket opens', async () => {
    expect(await knock({ host: 'evil.example' })).toBe(403);
    expect(await knock({ origin: 'http://evil.example' })).toBe(403);
    expect(await knock({ origin: `http://127.0.0.1:${door.port + 1}` })).toBe(403);
    expect(await knock({}, '/other')).toBe(404);
    expect(await knock({ origin: `http://127.0.0.1:${door.port}` })).toBe('open');
  });

  it('gives the place of a socket that says nothing to a new one, where all are taken', async () => {
    const address = `ws://127.0.0.1:${door.port}/rpc?connectionParams=1`;
    const silent = Array.from({ length: 100 }, () => new WebSocket(address));
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.on('open', resolve))));
    const { client } = connected(door.port, token);
    expect(await client.projects.list.query()).toEqual([]);
    await vi.waitFor(() => {
      const ended = silent.filter(({ readyState }) => readyState === WebSocket.CLOSED);
      expect(ended.length).toBe(1);
    });
    for (const socket of silent) socket.terminate();
  });
});

describe('calls', () => {
  it('refuse wrong input with a code, and unknown procedures', async () => {
    const { client } = connected(door.port, token);
    const untyped = client as unknown as {
      projects: Record<string, { mutate(input: unknown): Promise<unknown>; query(): Promise<unknown> }>;
    };
    const { rename, nonsense } = untyped.projects;
    for (const input of [
      {},
      { project: 'cats', name: '' },
      { project: 'cats', name: 'x', more: 1 },
      5,
      undefined,
    ])
      expect(await codeOf(rename!.mutate(input))).toEqual(['BAD_REQUEST', 'unexpected']);
    expect(await codeOf(nonsense!.query())).toMatchObject(['NOT_FOUND', 'unexpected']);
  });

  it('carry the code and the facts of what went wrong', async () => {
    const { client } = connected(door.port, token);
    const failed = codeOf(client.projects.rename.mutate({ project: 'cats', name: 'x' }));
    expect(await failed).toEqual(['INTERNAL_SERVER_ERROR', 'project-not-found']);
  });

  it('leave the service alive whatever one of them throws', async () => {
    const { client } = connected(door.port, token);
    expect(await codeOf(client.projects.forget.mutate({ project: 'cats' }))).toEqual([
      'INTERNAL_SERVER_ERROR',
      'unexpected',
    ]);
    expect(await client.projects.list.query()).toEqual([]);
  });

  it('that are no messages, or too large, end their own socket alone', async () => {
    const { client } = connected(door.port, token);
    await client.projects.list.query();
    for (const message of ['x'.repeat(mostMessageBytes + 1), '{"id":1', 'null', Buffer.from([0xff, 0xfe])]) {
      const socket = new WebSocket(`ws://127.0.0.1:${door.port}/rpc`, {
        headers: withToken,
      });
      await new Promise((resolve) => socket.on('open', resolve));
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.on('error', () => undefined);
      socket.send(message);
      if (message.length > mostMessageBytes) expect(await closed).toBe(1009);
      socket.terminate();
      expect(await client.projects.list.query()).toEqual([]);
    }
  });
});

it('does thousands of calls of one message, some at once', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/rpc`, { headers: withToken });
  await new Promise((resolve) => socket.on('open', resolve));
  const calls = Array.from({ length: 2_000 }, (_, id) => ({
    id,
    method: 'query',
    params: { path: 'projects.list' },
  }));
  let answers = 0;
  const all = new Promise<void>((resolve) =>
    socket.on('message', () => {
      answers += 1;
      if (answers === calls.length) resolve();
    }),
  );
  socket.send(JSON.stringify(calls));
  await all;
  expect(door.seen.most).toBe(50);
  socket.terminate();
});

describe('streams', () => {
  it('give what is so and every change, and end in the service when the page stops listening', async () => {
    const { client } = connected(door.port, token);
    const photos: number[] = [];
    const stream = client.projects.watch.subscribe(
      { project: 'cats' },
      { onData: (view) => photos.push((view as ProjectView).photos) },
    );
    await vi.waitFor(() => {
      expect(photos).toEqual([1]);
    });
    expect([...door.seen.watching]).toEqual(['cats']);
    door.seen.view.set({ ...door.seen.view.value, photos: 2 });
    await vi.waitFor(() => {
      expect(photos).toEqual([1, 2]);
    });
    stream.unsubscribe();
    await vi.waitFor(() => {
      expect(door.seen.watching.size).toBe(0);
    });
    door.seen.view.set({ ...door.seen.view.value, photos: 3 });
    await wait(50);
    expect(photos).toEqual([1, 2]);
  });

  it('end in the service when the page is gone', async () => {
    const page = connected(door.port, token);
    page.client.projects.watch.subscribe({ project: 'cats' }, {});
    await vi.waitFor(() => {
      expect(door.seen.watching.size).toBe(1);
    });
    expect(door.connected()).toBe(1);
    await page.close();
    await vi.waitFor(() => {
      expect(door.seen.watching.size).toBe(0);
    });
    expect(door.connected()).toBe(0);
  });

  it('join again after the service was restarted, with token and with cookie', async () => {
    const { port } = door;
    const { cookie, page: key } = await pageFrom(port);
    const headers = { cookie, origin: `http://127.0.0.1:${port}` };
    const seen = { window: [] as number[], page: [] as number[] };
    const window = connected(port, token);
    const page = connected(port, { page: key }, { headers });
    for (const [name, { client }] of [
      ['window', window],
      ['page', page],
    ] as const)
      client.projects.watch.subscribe(
        { project: 'cats' },
        { onData: (view) => seen[name].push((view as ProjectView).photos) },
      );
    await vi.waitFor(() => {
      expect(seen).toEqual({ window: [1], page: [1] });
    });
    await door.end();
    door = await openTestDoor(port);
    door.seen.view.set({ ...door.seen.view.value, photos: 7 });
    await vi.waitFor(
      () => {
        expect(seen.window.at(-1)).toBe(7);
        expect(seen.page.at(-1)).toBe(7);
      },
      { timeout: 10_000 },
    );
  });
});
