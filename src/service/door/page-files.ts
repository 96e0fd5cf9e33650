import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { isInside } from '../../engine/dataset/is-inside.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** The built page's files, and nothing beside them: links and `..` do not lead out of `folder`. Null: not there. */
export async function pageFile(context: Context, folder: string): Promise<Response | null> {
  const path = decodedPath(context.req.path);
  const type = contentTypes[extname(path)];
  if (!type) return null;
  const found = await fileBelow(folder, path);
  if (!found) return null;
  // The build names assets by their content; index.html names the assets of today.
  const kept = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  const headers = { 'content-type': type, 'content-length': String(found.size), 'cache-control': kept };
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  return context.body(Readable.toWeb(createReadStream(found.file)) as ReadableStream, 200, headers);
}

function decodedPath(path: string): string {
  try {
    return path === '/' ? '/index.html' : decodeURIComponent(path);
  } catch {
    return '';
  }
}

async function fileBelow(folder: string, path: string): Promise<{ file: string; size: number } | null> {
  if (path.includes('\0')) return null;
  try {
    const file = await realpath(join(folder, path));
    const found = await stat(file);
    return found.isFile() && isInside(await realpath(folder), file) ? { file, size: found.size } : null;
  } catch {
    return null;
  }
}
