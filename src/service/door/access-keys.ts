import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may come in: whoever knows the token, holds a cookie that was made with it, or a code that was not used yet.
 * Cookies are signed, not remembered, so that a page joins a restarted service with the same token.
 */
export interface AccessKeys {
  isToken(given: string): boolean;
  /** A code for one page. It works once and no longer than `codeLasts`. */
  newCode(): string;
  /** The cookie's value for a code; null where the code is unknown, used or too old. */
  exchange(code: string): string | null;
  isCookie(given: string): boolean;
  /** Shows that this service knows the token, without telling it. */
  proof(challenge: string): string;
}

/** Milliseconds. A person may read the terminal hours after it printed the link. */
export const codeLasts = 12 * 3_600_000;
const mostCodes = 100;

export function createAccessKeys(token: string, now: () => number = Date.now): AccessKeys {
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
      return `${name}.${sign('cookie', name)}`;
    },
    isCookie(given) {
      const [name = '', signature = ''] = given.split('.');
      return name !== '' && isSame(signature, sign('cookie', name));
    },
    proof: (challenge) => sign('proof', challenge),
  };

  function hashOf(code: string): string {
    return sign('code', code);
  }
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
