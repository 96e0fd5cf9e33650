/**
 * What the page may load: its own files, pictures of its own making, and the service. Nothing inline, nothing from
 * elsewhere.
 * @param services origins besides the page's own that it may connect to, such as `ws://127.0.0.1:4711`.
 */
export function contentSecurityPolicy(services: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    ["connect-src 'self'", ...services].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
