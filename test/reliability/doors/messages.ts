import { once } from 'node:events';
import { WebSocket } from 'ws';
import { mostMessageBytes } from '../../../src/service/door/rpc-socket.ts';
import { sessionPaths } from '../../../src/shared/app/session.ts';
import type { House } from './house.ts';
import { count, newTally, type Tally } from './tally.ts';

/** What is sent once a socket is open. */
type Abuse = (socket: WebSocket) => Promise<void>;

const fragment = Buffer.alloc(65_536, 'a');
const call = { id: 1, method: 'query', params: { path: 'projects.list' } };
const text =
  (message: string): Abuse =>
  async (socket) => {
    socket.send(message);
    await Promise.resolve();
  };

/** Each ends the socket, or is answered as what it is; `ends`: it has to end it. */
const abuses: readonly { readonly name: string; readonly ends: boolean; readonly send: Abuse }[] = [
  { name: 'a message that is too large', ends: true, send: text('a'.repeat(mostMessageBytes + 1)) },
  {
    name: 'a message without end',
    ends: true,
    async send(socket) {
      while (socket.readyState === WebSocket.OPEN)
        await new Promise<void>((resolve) => {
          socket.send(fragment, { fin: false }, () => {
            resolve();
          });
        });
    },
  },
  { name: 'brackets in brackets', ends: false, send: text('['.repeat(2 ** 20) + ']'.repeat(2 ** 20)) },
  {
    name: 'an input of brackets in brackets',
    ends: false,
    send: text(
      `{"id":1,"method":"query","params":{"path":"photos.page","input":${'['.repeat(2 ** 20)}${']'.repeat(2 ** 20)}}}`,
    ),
  },
  { name: 'thousands of calls in one', ends: false, send: text(JSON.stringify(Array(20_000).fill(call))) },
  { name: 'no JSON', ends: false, send: text('{"id":1') },
  { name: 'no object', ends: false, send: text('null') },
  {
    name: 'no such method',
    ends: false,
    send: text(JSON.stringify({ id: 1, method: '__proto__', params: { path: 'constructor.constructor' } })),
  },
  {
    name: 'thousands of pings',
    ends: false,
    async send(socket) {
      for (let index = 0; index < 5_000; index++) socket.ping();
      await Promise.resolve();
    },
  },
];

/** Abuses as a page with its rights, and as nobody. Asked: the socket alone suffers. */
export async function abuseSockets({ port, rights }: House): Promise<Tally> {
  const tally = newTally('messages that are too large, endless or none');
  const { cookie, key, origin } = rights;
  for (const { name, ends, send } of abuses)
    for (const [who, headers, page] of [
      ['a page', { cookie, origin }, key],
      ['nobody', {}, null],
    ] as const) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${sessionPaths.rpc}?connectionParams=1`, {
        headers,
      });
      socket.on('error', () => undefined);
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      await once(socket, 'open');
      if (page !== null)
        socket.send(JSON.stringify({ method: 'connectionParams', data: { token: '', page } }));
      await send(socket);
      // What is only answered leaves the socket open; a ping after it is answered in turn.
      const pong = new Promise<null>((resolve) =>
        socket.once('pong', () => {
          resolve(null);
        }),
      );
      if (socket.readyState === WebSocket.OPEN) socket.ping();
      const end = await Promise.race([closed, pong]);
      const code = ends && end === null ? await closed : end;
      const right = ends ? code === 1009 || code === 1008 || code === 1006 : true;
      count(tally, code === null ? 'open' : String(code), right ? null : `${name} by ${who}: ${code}`);
      socket.terminate();
    }
  return tally;
}
