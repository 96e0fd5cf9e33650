import { createTRPCClient, createWSClient, wsLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../service/router/app-router.ts';
import { ThawError, type PlainError } from '../../shared/errors/thaw-error.ts';

/** The service, typed by its router. Calls reject with TRPCClientError; `thawErrorOf` makes that a ThawError. */
export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

export interface ConnectionOptions {
  /** Asked before every try, since a restarted service may listen elsewhere. */
  readonly url: () => Promise<string>;
  /** The window's token; a browser has its cookie. */
  readonly token: () => Promise<string | null>;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** Seconds before the first, second and every further try after the connection was lost. */
export const retrySeconds = [1, 3, 10] as const;

export function connect({ url, token, onOpen, onClose }: ConnectionOptions): {
  readonly client: Client;
  readonly close: () => void;
} {
  const socket = createWSClient({
    url,
    connectionParams: async () => ({ token: (await token()) ?? '' }),
    retryDelayMs: (attempt) => retrySeconds[Math.min(attempt, retrySeconds.length - 1)]! * 1000,
    keepAlive: { enabled: true, intervalMs: 5_000, pongTimeoutMs: 5_000 },
    onOpen,
    onClose,
  });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  return { client, close: () => void socket.close() };
}

/** The error behind a failed call, with its code and facts. */
export function thawErrorOf(error: unknown): ThawError {
  if (error instanceof ThawError) return error;
  if (error instanceof TRPCClientError) {
    const data = error.data as { readonly thaw?: PlainError } | null | undefined;
    if (data?.thaw) return ThawError.fromPlain(data.thaw);
  }
  return new ThawError('unexpected', { detail: error instanceof Error ? error.message : String(error) });
}
