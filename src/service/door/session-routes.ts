import type { Hono } from 'hono';
import { openSessionSchema, pageKeyHeader, sessionPaths, type Health } from '../../shared/app/session.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { thawVersion } from '../../shared/version.ts';
import type { AccessKeys } from './access-keys.ts';
import { cookieName, factsOf, isPageOf, type Caller } from './check-request.ts';

/** Seconds. The token behind it seldom lives so long: it ends with `thaw serve`. */
const cookieLasts = 30 * 24 * 3_600;

/** What a page does before it has a right, and what gives it one. */
export function addSessionRoutes(
  app: Hono<{ Variables: { caller: Caller } }>,
  keys: AccessKeys,
  port: number,
): void {
  app.get(sessionPaths.health, (context) => {
    const challenge = context.req.query('challenge')?.slice(0, 200);
    const health: Health = {
      name: 'thaw',
      version: thawVersion,
      ...(challenge !== undefined && { proof: keys.proof(challenge) }),
    };
    return context.json(health);
  });
  app.get(sessionPaths.session, (context) => {
    if (context.get('caller') === 'stranger') throw new ThawError('not-allowed', { what: 'token' });
    const page = context.req.header(pageKeyHeader);
    // A page asks with its key, so as to know before it opens a socket; pictures are given for the cookie alone.
    if (page !== undefined && !isPageOf(factsOf(context), keys, port, page))
      throw new ThawError('not-allowed', { what: 'token' });
    return context.body(null, 204);
  });
  app.post(sessionPaths.session, async (context) => {
    const body = openSessionSchema.safeParse(await context.req.json().catch(() => null));
    const rights = body.success ? keys.exchange(body.data.code) : null;
    if (rights === null) throw new ThawError('not-allowed', { what: 'token' });
    context.header(
      'set-cookie',
      `${cookieName(port)}=${rights.cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${cookieLasts}`,
    );
    context.header(pageKeyHeader, rights.page);
    return context.body(null, 204);
  });
  app.post(sessionPaths.code, (context) => {
    if (context.get('caller') !== 'token') throw new ThawError('not-allowed', { what: 'token' });
    return context.json({ code: keys.newCode() });
  });
}
