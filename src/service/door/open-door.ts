import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { ServiceLog } from '../log/service-log.ts';
import type { Services } from '../services.ts';
import { createAccessKeys } from './access-keys.ts';
import { createHttpApp } from './http-app.ts';
import { listen } from './listen.ts';
import { openRpcSocket } from './rpc-socket.ts';
import { boundStrangers, strangerLimits } from './stranger-connections.ts';

export interface DoorOptions {
  readonly services: Services;
  readonly token: string;
  /** 0: any free one. */
  readonly port: number;
  /** The built page's folder. */
  readonly page: string;
  readonly log: ServiceLog;
  /** Somebody came in with the token. */
  readonly onToken: () => void;
}

export interface Door {
  readonly port: number;
  /** Pages and windows that are connected now. */
  connected(): number;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

/** Milliseconds without a byte after which a connection is ended; a slow answer may take its time. */
const idleFor = 10 * 60_000;

/** Listens on 127.0.0.1, for HTTP and for the WebSocket. Throws `port-taken`, `host-unavailable`. */
export async function openDoor({
  services,
  token,
  port: wanted,
  page,
  log,
  onToken,
}: DoorOptions): Promise<Door> {
  const server = createServer({ keepAliveTimeout: 30_000, headersTimeout: 20_000, requestTimeout: 0 });
  server.timeout = idleFor;
  const strangers = boundStrangers(server, strangerLimits);
  const port = await listen(server, '127.0.0.1', wanted);
  const keys = createAccessKeys(token, port);
  const app = createHttpApp({ services, keys, port, page, log, strangers });
  server.on('request', (request, answer) => {
    if (bringsUnwanted(request)) answer.shouldKeepAlive = false;
    endUnread(request, answer);
    void getRequestListener(app.fetch)(request, answer);
  });
  const rpc = openRpcSocket(server, { services, keys, port, log, onToken, strangers });
  return {
    port,
    connected: () => rpc.connected(),
    async close() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      await rpc.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Milliseconds in which a client may take its answer, whatever it still sends. */
const lingering = 500;

/** A body that nobody reads is not taken in to its end, once the answer is given: it may have none. */
function endUnread(request: IncomingMessage, answer: ServerResponse): void {
  answer.once('finish', () => {
    const { socket } = request;
    // Node begins to swallow the rest first.
    setImmediate(() => {
      if (request.complete) return;
      socket.pause();
      setTimeout(() => socket.destroy(), lingering).unref();
    });
  });
}

/** A body that no route reads would be taken in to its end, if it has one; so the connection ends with the answer. */
function bringsUnwanted({ method, headers }: IncomingMessage): boolean {
  const brings = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return brings && (method === 'GET' || method === 'HEAD');
}
