import { ask } from '../../../src/service/door/fixtures/test-door.ts';
import { pageKeyHeader, sessionPaths } from '../../../src/shared/app/session.ts';

/** What a page holds that a link has let in. */
export interface PageRights {
  /** The header, `NAME=VALUE`. */
  readonly cookie: string;
  readonly key: string;
  /** The page's own. */
  readonly origin: string;
}

/** Goes the way of a printed link: a code by the token, cookie and key for the code. */
export async function letPageIn(port: number, token: string): Promise<PageRights> {
  const headers = { authorization: `Bearer ${token}` };
  const asked = await ask(port, sessionPaths.code, { method: 'POST', headers });
  const { code } = JSON.parse(asked.body) as { readonly code: string };
  const answer = await ask(port, sessionPaths.session, { method: 'POST', body: JSON.stringify({ code }) });
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  const key = answer.headers[pageKeyHeader];
  if (cookie === undefined || typeof key !== 'string') throw new Error(`no page came in: ${answer.body}`);
  return { cookie, key, origin: `http://127.0.0.1:${port}` };
}
