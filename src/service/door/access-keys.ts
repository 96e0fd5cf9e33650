import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may come in: whoever knows the token, holds a cookie that was made with it, or a code that was not used yet.
 * Cookies are signed, not remembered, so that a page joins a restarted service with the same token.
 */
export interface AccessKeys {
  isToken(given: string): boolean;
  /** A code for one page. It works once and no longer than `codeLasts`. */
  newCode(): string;
  /** What a page is given for a code; null where the code is unknown, used or too old. */
  exchange(code: string): PageRights | null;
  isCookie(given: string): boolean;
  /** True where `page` is the key that was given together with this cookie, at this port. */
  isPage(cookie: string, page: string): boolean;
  /** Shows that this service knows the token, without telling it. */
  proof(challenge: string): string;
}

/**
 * Both are needed to change anything. Browsers send the cookie to every port of 127.0.0.1, so that another local server
 * may come to know it; the key is kept by the page, and no other origin reads it.
 */
export interface PageRights {
  readonly cookie: string;
  readonly page: string;
}

/** Milliseconds. A person may read the terminal hours after it printed the link. */
export const codeLasts = 12 * 3_600_000;
const mostCodes = 100;

/** @param port what is signed for one port is worthless at another. */
export function createAccessKeys(token: string, port: number, now: () => number = Date.now): AccessKeys {
  const codes = new Map<string, number>();
  const sign = (purpose: string, text: string): string =>
    createHmac('sha256', token).update(`${purpose}\0${text}`).digest('hex');

  return {
    isToken: (given) => isSame(given, token),
    newCode() {
      const code = randomBytes(24).toString('base64url');
      codes.set(hashOf(code), now() + codeLasts);
      const [oldest] = codes.keys();
      if (codes.size > mostCodes) codes.delete(oldest!);
      return code;
    },
    exchange(code) {
      // Looked up by hash: how long it takes tells nothing about the codes.
      const key = hashOf(code);
      const endsAt = codes.get(key);
      codes.delete(key);
      if (endsAt === undefined || endsAt < now()) return null;
      const name = randomBytes(16).toString('hex');
      return { cookie: `${name}.${signHere('cookie', name)}`, page: signHere('page', name) };
    },
    isCookie,
    isPage: (cookie, page) => isCookie(cookie) && isSame(page, signHere('page', nameOf(cookie))),
    proof: (challenge) => sign('proof', challenge),
  };

  function isCookie(given: string): boolean {
    const name = nameOf(given);
    return name !== '' && isSame(given, `${name}.${signHere('cookie', name)}`);
  }

  function signHere(purpose: string, name: string): string {
    return sign(purpose, `${port}\0${name}`);
  }

  function hashOf(code: string): string {
    return sign('code', code);
  }
}

function nameOf(cookie: string): string {
  return cookie.split('.', 1)[0] ?? '';
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in a time that does not depend on where they differ, nor on how long `given` is. */
function isSame(given: string, expected: string): boolean {
  const key = randomBytes(32);
  const digest = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
