import { createTRPCClient, createWSClient, TRPCClientError, wsLink, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../service/router/app-router.ts';
import { isThawError, ThawError, type PlainError } from '../../shared/errors/thaw-error.ts';

/** The service, typed by its router. Calls reject with TRPCClientError; `thawErrorOf` makes that a ThawError. */
export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

export interface ConnectionOptions {
  /** Asked before every try, since a restarted service may listen elsewhere. The wait before a new try is in it. */
  readonly url: () => Promise<string>;
  /** The window's token; a browser has its cookie. */
  readonly token: () => Promise<string | null>;
  /** The page's key, which goes with the cookie; null for a window, and for a page without any right. */
  readonly page: () => string | null;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  /** Anything came, an answer to a ping as well. */
  readonly onHeard: () => void;
  /** How many changes are on their way. */
  readonly onSaving: (count: number) => void;
}

/** Seconds before the first, second and every further try after the connection was lost. */
export const retrySeconds = [1, 3, 10] as const;

export function connect({ url, token, page, onOpen, onClose, onHeard, onSaving }: ConnectionOptions): {
  readonly client: Client;
  readonly close: () => void;
} {
  class HeardWebSocket extends WebSocket {
    constructor(address: string | URL) {
      super(address);
      this.addEventListener('message', onHeard);
    }
  }
  const socket = createWSClient({
    url,
    WebSocket: HeardWebSocket,
    connectionParams: async () => ({ token: (await token()) ?? '', page: page() ?? '' }),
    // The wait is in `url`, where "Now" can end it.
    retryDelayMs: () => 0,
    keepAlive: { enabled: true, intervalMs: 5_000, pongTimeoutMs: 5_000 },
    onOpen,
    onClose,
  });
  const client = createTRPCClient<AppRouter>({ links: [countChanges(onSaving), wsLink({ client: socket })] });
  return { client, close: () => void socket.close() };
}

function countChanges(onSaving: (count: number) => void): TRPCLink<AppRouter> {
  let count = 0;
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const counted = op.type === 'mutation';
        if (counted) onSaving((count += 1));
        const subscription = next(op).subscribe(observer);
        return () => {
          if (counted) onSaving((count -= 1));
          subscription.unsubscribe();
        };
      });
}

/** The error behind a failed call, with its code and facts. */
export function thawErrorOf(error: unknown): ThawError {
  if (isThawError(error)) return error;
  if (error instanceof TRPCClientError) {
    const data = error.data as { readonly thaw?: PlainError } | null | undefined;
    if (data?.thaw) return ThawError.fromPlain(data.thaw);
    if (error.cause?.name === 'TRPCWebSocketClosedError')
      return new ThawError('disconnected', { since: new Date().toLocaleTimeString() });
  }
  return new ThawError('unexpected', { detail: error instanceof Error ? error.message : String(error) });
}
