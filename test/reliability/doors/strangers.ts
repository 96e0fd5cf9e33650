import type { House } from './house.ts';
import { letPageIn } from './page-rights.ts';

/** Somebody without a right, and how they come. */
export interface Stranger {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What they say of themselves on a socket; null: they ask without saying anything. */
  readonly parameters: Readonly<Record<string, string>> | null;
  /** Not even what is open to all is given to them. */
  readonly shutOut: boolean;
  /** For sockets alone: the cookie is enough for pictures. */
  readonly socketOnly?: true;
}

/** Each way to come without a right that the doors know of. */
export async function strangersOf({ port, token, rights }: House): Promise<readonly Stranger[]> {
  const { cookie, key, origin } = rights;
  const other = await letPageIn(port, token);
  const bearer = { authorization: `Bearer ${token}` };
  const withToken = { parameters: { token }, shutOut: true };
  const withPage = { parameters: { token: '', page: key }, shutOut: false };
  const changed = `${cookie.slice(0, -1)}${cookie.endsWith('0') ? '1' : '0'}`;
  return [
    { name: 'no token', headers: {}, parameters: { token: '' }, shutOut: false },
    { name: 'no introduction', headers: {}, parameters: null, shutOut: false },
    {
      name: 'a wrong token',
      headers: { authorization: 'Bearer wrong' },
      parameters: { token: `${token}x` },
      shutOut: false,
    },
    {
      name: 'the token as a password',
      headers: { authorization: `Basic ${Buffer.from(`thaw:${token}`).toString('base64')}` },
      parameters: { password: token },
      shutOut: false,
    },
    ...['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `[::1]:${port}`].map(
      (host) => ({ name: 'another Host, with the token', headers: { ...bearer, host }, ...withToken }),
    ),
    ...['http://evil.example', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`].map(
      (one) => ({
        name: 'another Origin, with the token',
        headers: { ...bearer, origin: one },
        ...withToken,
      }),
    ),
    {
      name: 'a cookie made up',
      headers: { cookie: `thaw-session-${port}=${'0'.repeat(32)}.${'0'.repeat(64)}`, origin },
      ...withPage,
    },
    { name: 'a cookie changed', headers: { cookie: changed, origin }, ...withPage },
    {
      name: 'the cookie, from another site',
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
      ...withPage,
      shutOut: true,
    },
    {
      name: 'the cookie without its key',
      headers: { cookie, origin },
      parameters: { token: '', page: '' },
      shutOut: false,
      socketOnly: true,
    },
    {
      name: 'the cookie with the key of another page',
      headers: { cookie, origin },
      parameters: { token: '', page: other.key },
      shutOut: false,
      socketOnly: true,
    },
  ];
}
