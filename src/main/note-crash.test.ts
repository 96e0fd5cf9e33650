import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ServiceDoor } from './open-service.ts';

vi.mock('electron', () => ({ net: { fetch } }));
const { noteCrashAt } = await import('./note-crash.ts');

/** What reached a server in the service's place; that the service takes it is shown by door/window-crash.test.ts. */
const told: (readonly (string | undefined)[])[] = [];
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((request, answer) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      told.push([request.method, request.url, request.headers.authorization, body]);
      answer.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
});
const crash = { part: 'page', reason: 'crashed', exitCode: 5 };
const to = (connection: ServiceDoor['connection']): ServiceDoor => ({ connection, letGo: () => undefined });

it('a crash of the window is told the service, with its token', async () => {
  await noteCrashAt(to(() => Promise.resolve({ port, token: 'secret' })))(crash);
  expect(told).toEqual([['POST', '/window-crash', 'Bearer secret', JSON.stringify(crash)]]);
});

it('a service that is not there keeps no window from being mended', async () => {
  await noteCrashAt(to(() => Promise.reject(new Error('gone'))))(crash);
  await noteCrashAt(to(() => Promise.resolve({ port: 9, token: 'secret' })))(crash);
  expect(told).toHaveLength(1);
});
