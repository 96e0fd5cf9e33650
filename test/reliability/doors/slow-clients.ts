import { connect } from 'node:net';
import { ask } from '../../../src/service/door/fixtures/test-door.ts';
import { sessionPaths } from '../../../src/shared/app/session.ts';

/** A connection that takes its time. */
export interface SlowClient {
  /** What is slow about it. */
  readonly name: string;
  /** What the service sends is left lying; so its end goes unseen until `listen`. */
  readonly deaf: boolean;
  readonly arrived: Promise<void>;
  readonly ended: Promise<'ended' | 'still there'>;
  /** Sends a little more. */
  drip(): void;
  listen(): void;
  /** Goes away unended. */
  give(): void;
}

interface Behaviour {
  readonly name: string;
  readonly head: string;
  /** What is sent each second. */
  readonly drop: string;
  /** What the service sends is left lying. */
  readonly deaf?: boolean;
}

/** So many at once, of every kind. */
export async function slowClients(port: number, count: number): Promise<readonly SlowClient[]> {
  const kinds = behaviours(port, await scriptOfPage(port));
  return Array.from({ length: count }, (_, index) => arrive(port, kinds[index % kinds.length]!));
}

/** @param asset address of the page's script. */
function behaviours(port: number, asset: string): readonly Behaviour[] {
  const host = `Host: 127.0.0.1:${port}\r\n`;
  const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'a'.repeat(22)}==\r\n`;
  return [
    { name: 'silent', head: '', drop: '' },
    { name: 'headers drop by drop', head: `GET / HTTP/1.1\r\n${host}X: `, drop: 'a' },
    {
      name: 'a body drop by drop',
      head: `POST ${sessionPaths.session} HTTP/1.1\r\n${host}Content-Length: 900\r\n\r\n{`,
      drop: ' ',
    },
    {
      name: 'a body that nobody asked for',
      head: `GET / HTTP/1.1\r\n${host}Content-Length: 900\r\n\r\n`,
      drop: 'a',
    },
    {
      name: 'answers that are not read',
      head: `GET ${asset} HTTP/1.1\r\n${host}\r\n`.repeat(20),
      drop: '',
      deaf: true,
    },
    {
      name: 'sockets without a word',
      head: `GET ${sessionPaths.rpc}?connectionParams=1 HTTP/1.1\r\n${host}${upgrade}\r\n`,
      drop: '',
    },
  ];
}

function arrive(port: number, { name, head, drop, deaf = false }: Behaviour): SlowClient {
  const socket = connect({ host: '127.0.0.1', port });
  const state = { gave: false };
  socket.on('error', () => undefined);
  if (!deaf) socket.resume();
  if (head !== '') socket.write(head);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  const connected = new Promise<void>((resolve) => {
    socket.once('connect', resolve);
  });
  return {
    name,
    deaf,
    arrived: Promise.race([connected, closed]),
    ended: closed.then(() => (state.gave ? 'still there' : 'ended')),
    drip() {
      if (drop !== '' && !socket.destroyed) socket.write(drop);
    },
    listen() {
      socket.resume();
    },
    give() {
      state.gave = true;
      socket.destroy();
    },
  };
}

async function scriptOfPage(port: number): Promise<string> {
  const { body } = await ask(port, '/');
  const address = /src="\.?(\/assets\/[^"]+\.js)"/.exec(body)?.[1];
  if (address === undefined) throw new Error('the page names no script');
  return address;
}
