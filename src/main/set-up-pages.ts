import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { net, protocol } from 'electron';
import { contentSecurityPolicy } from '../shared/app/content-security-policy.ts';
import { pageScheme } from './page-origin.ts';
import type { ServiceDoor } from './open-service.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Before the app is ready: pages of our scheme are as secure as https. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built page, and pictures and uploads by the service, whose token the page never sees in an address. */
export function setUpPages(service: ServiceDoor): void {
  const root = join(import.meta.dirname, '..', 'renderer');
  protocol.handle(pageScheme, async (request) => {
    const { pathname, search, host } = new URL(request.url);
    if (host !== 'thaw') return new Response(null, { status: 404 });
    if (pathname.startsWith('/bytes/')) return fromService(request, `${pathname}${search}`, service);
    const file = fileBelow(root, pathname);
    return file === null ? new Response(null, { status: 404 }) : fromDisk(file, await service.connection());
  });
}

/** The file of an address; null where it would lie outside of the root. */
export function fileBelow(root: string, pathname: string): string | null {
  const file = normalize(join(root, decodeURIComponent(pathname)));
  return file.startsWith(root + sep) && mediaTypes[extname(file)] !== undefined ? file : null;
}

async function fromDisk(file: string, { port }: { readonly port: number }): Promise<Response> {
  const content = await readFile(file).catch(() => null);
  if (content === null) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': mediaTypes[extname(file)]!,
      'content-security-policy': contentSecurityPolicy([`ws://127.0.0.1:${port}`]),
      'x-content-type-options': 'nosniff',
    },
  });
}

async function fromService(request: Request, address: string, service: ServiceDoor): Promise<Response> {
  const { port, token } = await service.connection();
  return net.fetch(`http://127.0.0.1:${port}${address}`, {
    method: request.method,
    headers: { authorization: `Bearer ${token}` },
    ...(request.body ? { body: request.body, duplex: 'half' as const } : {}),
  });
}
