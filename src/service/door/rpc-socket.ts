import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { TRPCError } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { sessionPaths } from '../../shared/app/session.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { ServiceLog } from '../log/service-log.ts';
import { appRouter } from '../router/app-router.ts';
import { openTurns } from '../router/open-turns.ts';
import type { RouterContext } from '../router/procedures.ts';
import type { Services } from '../services.ts';
import type { AccessKeys } from './access-keys.ts';
import { admit, isPageOf, type Caller, type RequestFacts } from './check-request.ts';
import { statusOf } from './error-answer.ts';
import type { StrangerConnections } from './stranger-connections.ts';

export interface RpcSocketOptions {
  readonly services: Services;
  readonly keys: AccessKeys;
  readonly port: number;
  readonly log: ServiceLog;
  /** Somebody came in with the token: the window, or another program of the same person. */
  readonly onToken: () => void;
  readonly strangers: StrangerConnections;
}

export interface RpcSocket {
  /** Pages and windows that are connected now. */
  connected(): number;
  close(): Promise<void>;
}

/** Bytes of one message. The largest honest one names 20,000 photos. */
export const mostMessageBytes = 4 * 2 ** 20;
const mostSockets = 100;
/** Of one socket. */
const callsAtOnce = 50;
/** Milliseconds in which a socket must say who it is. */
const introductionWithin = 10_000;

/** tRPC over WebSocket at `/rpc` of an HTTP server. */
export function openRpcSocket(server: Server, options: RpcSocketOptions): RpcSocket {
  const { services, keys, port, log, onToken, strangers } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes });
  const callers = new WeakMap<WebSocket, Caller>();
  /** Opened, and silent as yet about whose they are; the oldest first. */
  const silent = new Set<WebSocket>();

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      const facts = factsOf(request);
      const caller = admit(facts, keys, port);
      if (facts.path !== sessionPaths.rpc || !makeRoom()) {
        refuse(socket, 404);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (client) => {
        callers.set(client, caller);
        silent.add(client);
        client.on('close', () => silent.delete(client));
        // A message that is too large, or no message at all, ends this socket alone.
        client.on('error', (error) => {
          log.debug({ reason: error.message }, 'socket ended');
        });
        setTimeout(() => {
          if (silent.has(client)) client.close(1008);
        }, introductionWithin).unref();
        sockets.emit('connection', client, request);
      });
    } catch (error) {
      refuse(socket, statusOf(asThawError(error)));
    }
  });

  const handler = applyWSSHandler({
    wss: sockets,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 20_000, pongWaitMs: 10_000 },
    createContext({ req, res, info }): RouterContext {
      const token = info.connectionParams?.token;
      const given = typeof token === 'string' && token !== '' && keys.isToken(token);
      const caller = given ? 'token' : callers.get(res);
      const page = info.connectionParams?.page;
      // The cookie alone is what another local server may hold, and a program of it any Origin.
      const own = caller === 'cookie' && isPageOf(factsOf(req), keys, port, page ?? '');
      if (caller !== 'token' && !own)
        throw new TRPCError({ code: 'UNAUTHORIZED', cause: new ThawError('not-allowed', { what: 'token' }) });
      silent.delete(res);
      strangers.welcome(req.socket);
      if (caller === 'token') onToken();
      const turns = openTurns(callsAtOnce);
      // Thousands of calls may wait when a page goes.
      res.once('close', () => {
        turns.end();
      });
      return { services, turns };
    },
    onError({ error, path, type }) {
      const { code } = asThawError(error.cause ?? error);
      // A message without a call is the sender's fault, such as one that is too large.
      if (code === 'unexpected' && error.code === 'INTERNAL_SERVER_ERROR' && type !== 'unknown')
        log.error({ path, type, err: error.cause ?? error }, 'call failed');
      else log.debug({ path, type, code }, 'call refused');
    },
  });

  /** One that says nothing gives way; false: all belong to somebody. */
  function makeRoom(): boolean {
    if (sockets.clients.size < mostSockets) return true;
    const [oldest] = silent;
    if (!oldest) return false;
    silent.delete(oldest);
    oldest.terminate();
    return true;
  }

  return {
    connected: () => sockets.clients.size,
    async close() {
      // Pages join again at once instead of waiting for a pong.
      handler.broadcastReconnectNotification();
      for (const client of sockets.clients) client.close(1001);
      await new Promise<void>((resolve) => {
        const hurry = setTimeout(() => {
          for (const client of sockets.clients) client.terminate();
        }, 500);
        sockets.close(() => {
          clearTimeout(hurry);
          resolve();
        });
      });
    },
  };
}

function factsOf(request: IncomingMessage): RequestFacts {
  return {
    header(name) {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    method: request.method ?? 'GET',
    path: (request.url ?? '/').split('?', 1)[0]!,
  };
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
