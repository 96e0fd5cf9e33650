import { createServer, type Server } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { createAccessKeys } from '../door/access-keys.ts';
import { listen } from '../door/listen.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { keepModel } from './kept-model.ts';
import { openPredictionQueue } from './prediction-queue.ts';
import { createServingApp, type ServedModel } from './serving-app.ts';
import { type ServingLimits, usualLimits } from './serving-limits.ts';

export interface ServingOptions {
  /** Runs by the names they are served under; the first one answers where none is named. */
  readonly runs: ReadonlyMap<string, string>;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** null: nobody needs one. Refused beyond this computer. */
  readonly token: string | null;
  readonly log?: (line: string) => void;
  /** A model's process ended by itself, and is started again. */
  readonly died?: (name: string, detail: string) => void;
  /** As the usual ones; others in tests. */
  readonly limits?: Partial<ServingLimits>;
  readonly start?: (run: string) => RunningJob;
}

export interface Serving {
  readonly port: number;
  /** Stops listening and answers what was asked, for so many milliseconds at most; then the models' processes end. */
  close(grace?: number): Promise<void>;
}

/** Milliseconds that requests in hand are given. */
const usualGrace = 15_000;
/** What an attacker cannot try out. */
export const leastToken = 16;

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Serves runs' models over HTTP. Resolves when all of them are in memory. Throws `serving-needs-token`,
 * `serving-token-weak`, `port-taken`, `host-unavailable`, and what opening the runs throws.
 */
export async function openServing({
  runs,
  host,
  port: wanted,
  token,
  log = () => undefined,
  died,
  start,
  ...given
}: ServingOptions): Promise<Serving> {
  const limits = { ...usualLimits, ...given.limits };
  const loopback = isLoopback(host);
  if (token === null && !loopback) throw new ThawError('serving-needs-token', { host });
  if (token !== null && !(token.length >= leastToken && /^[\x21-\x7e]+$/.test(token)))
    throw new ThawError('serving-token-weak', { least: leastToken });

  const served = new Map<string, ServedModel>();
  const server = limitedServer(limits);
  let stopping = false;
  const close = async (grace = usualGrace): Promise<void> => {
    stopping = true;
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    server.closeIdleConnections();
    const timer = setTimeout(() => {
      server.closeAllConnections();
    }, grace);
    await closed;
    clearTimeout(timer);
    await Promise.all([...served.values()].map(({ model }) => model.close()));
  };
  try {
    for (const [name, run] of runs) {
      const model = await keepModel({
        name,
        run,
        changed: () => served.get(name)?.queue.modelChanged(),
        died: (detail) => died?.(name, detail),
        ...(start && { start }),
      });
      served.set(name, { model, queue: openPredictionQueue(model, limits) });
    }
    const port = await listen(server, host, wanted);
    const keys = token === null ? null : createAccessKeys(token, port);
    const rules = { keys, loopback, port };
    const app = createServingApp({ served, rules, limits, stopping: () => stopping, log });
    const answer = getRequestListener(app.fetch);
    server.on('request', (request, response) => void answer(request, response));
    await Promise.all([...served.values()].map(({ model }) => model.opened));
    return { port, close };
  } catch (error) {
    await close(0);
    throw error;
  }
}

function limitedServer(limits: ServingLimits): Server {
  const server = createServer({
    keepAliveTimeout: 5_000,
    headersTimeout: limits.headersWithin,
    requestTimeout: limits.requestWithin,
    connectionsCheckingInterval: 500,
  });
  server.timeout = limits.silence;
  server.maxConnections = limits.connections;
  server.on('clientError', refuseUnread);
  return server;
}

const unread: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** What is no HTTP, or does not come. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Socket | { destroy(): void }): void {
  if (!('writable' in socket) || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = unread[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({ error: status.slice(4), remedy: '', code: 'unread', facts: {} });
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
