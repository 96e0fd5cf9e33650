import type { Context } from 'hono';
import { sessionPaths, windowOrigin } from '../../shared/app/session.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { AccessKeys } from './access-keys.ts';

/** What a request says of itself, from whichever server it came. */
export interface RequestFacts {
  header(name: string): string | undefined;
  readonly method: string;
  readonly path: string;
}

/** The facts of a request that Hono answers. */
export function factsOf({ req }: Context): RequestFacts {
  return { header: (name) => req.header(name), method: req.method, path: req.path };
}

/** Whose request it is. The token is a window's or the CLI's; the cookie is a browser's. */
export type Caller = 'token' | 'cookie' | 'stranger';

/**
 * Refuses what another site's page or another name of this machine sends (a name can be made to lead here: DNS
 * rebinding), and says whose the rest is. Every request passes, before anything else is looked at. Throws
 * `not-allowed`.
 */
export function admit(request: RequestFacts, keys: AccessKeys, port: number): Caller {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const host = request.header('host')?.toLowerCase();
  if (host === undefined || !hosts.includes(host)) throw new ThawError('not-allowed', { what: 'host' });
  const origin = request.header('origin');
  if (origin !== undefined && origin !== `http://${host}` && origin !== windowOrigin)
    throw new ThawError('not-allowed', { what: 'origin' });
  // No page can send this header without being allowed to first; the window's process says nothing of sites.
  const bearer = /^Bearer (\S+)$/i.exec(request.header('authorization') ?? '')?.[1];
  if (bearer !== undefined) return keys.isToken(bearer) ? 'token' : 'stranger';
  // Pictures and scripts are fetched without an Origin; the browser then says whose page wants them.
  const site = request.header('sec-fetch-site');
  const fromAnotherPage = site === 'cross-site' || site === 'same-site';
  if (fromAnotherPage && origin !== windowOrigin && !isPlainVisit(request))
    throw new ThawError('not-allowed', { what: 'origin' });
  return hasCookie(request, keys, port) ? 'cookie' : 'stranger';
}

/** Following a link to the page itself gives away nothing: without the cookie it is an empty shell. */
function isPlainVisit(request: RequestFacts): boolean {
  return request.method === 'GET' && request.header('sec-fetch-mode') === 'navigate' && request.path === '/';
}

/** True where `page` is the key of the page that this request's cookie was given to. */
export function isPageOf(request: RequestFacts, keys: AccessKeys, port: number, page: string): boolean {
  const cookie = cookieOf(request, port);
  return cookie !== null && keys.isPage(cookie, page);
}

/** A cookie counts only for a page of the service itself. */
function hasCookie(request: RequestFacts, keys: AccessKeys, port: number): boolean {
  const cookie = cookieOf(request, port);
  if (cookie === null || !keys.isCookie(cookie)) return false;
  const origin = request.header('origin');
  const changes = request.method !== 'GET' || request.path === sessionPaths.rpc;
  return origin !== windowOrigin && !(changes && origin === undefined);
}

function cookieOf(request: RequestFacts, port: number): string | null {
  const prefix = `${cookieName(port)}=`;
  const found = (request.header('cookie') ?? '').split(/;\s*/).find((pair) => pair.startsWith(prefix));
  return found?.slice(prefix.length) ?? null;
}

/** Cookies reach every port of 127.0.0.1, so that each service has a name of its own. */
export function cookieName(port: number): string {
  return `thaw-session-${port}`;
}
