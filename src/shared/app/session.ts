import * as z from 'zod';

/**
 * How a page comes in. The printed link is `http://127.0.0.1:PORT/#code=CODE`: the page reads the fragment, clears it,
 * and posts the code to `session`, which answers with a cookie that no script can read and, as the header
 * `pageKeyHeader`, with a key that the page keeps. The code works once. Pictures are given for the cookie; the WebSocket
 * also wants the key, as `connectionParams.page`. A window needs none of it: it has the service's token (see
 * service-file.ts).
 */
export const sessionPaths = {
  /** The WebSocket. */
  rpc: '/rpc',
  /** POST `{ code }` changes a code for cookie and key (204). GET tells whether they are good: 204, else 401; without a key, the cookie. */
  session: '/session',
  /** POST with the token gives a fresh code, `{ code }`. */
  code: '/session/code',
  /** POST with the token: a process of the window was gone, a `WindowCrash` (204). */
  windowCrash: '/window-crash',
  /** GET, without any right: what answers here. */
  health: '/health',
} as const;

/** The page's key, as the service gives it and as the page shows it. */
export const pageKeyHeader = 'x-thaw-page';

/** Name of the code in the link's fragment. */
export const codeParameter = 'code';

/** The page's address of the window's own protocol; the one foreign origin that the service listens to. */
export const windowOrigin = 'app://thaw';

export const openSessionSchema = z.strictObject({ code: z.string().min(1).max(200) });

/** The link that opens Thaw in a browser, once. */
export function sessionLink(port: number, code: string): string {
  return `http://127.0.0.1:${port}/#${codeParameter}=${code}`;
}

/** The code in an address's fragment (`#code=…`); null where there is none. */
export function codeOfFragment(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get(codeParameter);
}

export const healthSchema = z.object({
  name: z.literal('thaw'),
  version: z.string(),
  /** HMAC-SHA256 of the `challenge` in the query with the service's token, as hex: it is the service of service.json. */
  proof: z.string().optional(),
});
export type Health = z.infer<typeof healthSchema>;
