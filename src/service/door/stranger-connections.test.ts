import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { boundStrangers, type StrangerLimits } from './stranger-connections.ts';

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
});

/** A server that welcomes whoever asks for `/right`. */
async function listen(limits: StrangerLimits): Promise<void> {
  server = createServer((request, answer) => {
    if (request.url === '/right') strangers.welcome(request.socket);
    answer.end('answered');
  });
  const strangers = boundStrangers(server, limits);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** A connection; with an address, once that was answered. */
async function arrive(address: string | null): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.resume();
  await new Promise((resolve) => socket.once('connect', resolve));
  if (address !== null) {
    const answered = new Promise((resolve) => socket.once('data', resolve));
    socket.write(`GET ${address} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await answered;
  }
  return socket;
}

it('ends the oldest stranger for the newest, and nobody who has shown a right', async () => {
  await listen({ most: 2, lasting: 60_000 });
  const rightful = await arrive('/right');
  const first = await arrive(null);
  const second = await arrive('/');
  const third = await arrive('/');
  await vi.waitFor(() => {
    expect(first.closed).toBe(true);
  });
  const last = await arrive('/right');
  await vi.waitFor(() => {
    expect(second.closed).toBe(true);
  });
  expect([rightful, third, last].map(({ closed }) => closed)).toEqual([false, false, false]);
});

it('ends a stranger after a while, whatever is sent', async () => {
  await listen({ most: 10, lasting: 2_000 });
  const rightful = await arrive('/right');
  const stranger = await arrive('/');
  const silent = await arrive(null);
  const drops = setInterval(() => stranger.write('a'), 20);
  await vi.waitFor(
    () => {
      expect([stranger.closed, silent.closed]).toEqual([true, true]);
    },
    { timeout: 20_000 },
  );
  clearInterval(drops);
  expect(rightful.closed).toBe(false);
});
