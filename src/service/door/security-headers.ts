import { contentSecurityPolicy } from '../../shared/app/content-security-policy.ts';

/** On every answer, pictures and errors included. */
export function securityHeaders(port: number): Readonly<Record<string, string>> {
  // Older browsers do not count a WebSocket of the page's own origin as 'self'.
  const sockets = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`];
  return {
    'content-security-policy': contentSecurityPolicy(sockets),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  };
}
