import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
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

/** Answers with a file of the built page; null: it is not there. */
export type PageFiles = (context: Context) => Promise<Response | null>;

/**
 * The built page's files, and nothing beside them: links and `..` do not lead out of `folder`. Each is read once, so
 * that clients who ask again and again, and do not read, hold neither files nor copies of them.
 */
export function openPageFiles(folder: string): PageFiles {
  const kept = new Map<string, KeptFile>();
  return async (context) => {
    const path = decodedPath(context.req.path);
    const type = contentTypes[extname(path)];
    if (!type) return null;
    const found = await fileBelow(folder, path);
    if (!found) return null;
    const known = kept.get(found.file);
    const bytes = known?.stamp === found.stamp ? known.bytes : new Uint8Array(await readFile(found.file));
    kept.set(found.file, { stamp: found.stamp, bytes });
    return answer(context, path, type, bytes);
  };
}

interface KeptFile {
  /** Changes with the file. */
  readonly stamp: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function answer(context: Context, path: string, type: string, bytes: KeptFile['bytes']): Response {
  // The build names assets by their content; index.html names the assets of today.
  const kept = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  const headers = { 'content-type': type, 'content-length': String(bytes.length), 'cache-control': kept };
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  return context.body(bytes, 200, headers);
}

function decodedPath(path: string): string {
  try {
    return path === '/' ? '/index.html' : decodeURIComponent(path);
  } catch {
    return '';
  }
}

async function fileBelow(folder: string, path: string): Promise<{ file: string; stamp: string } | null> {
  if (path.includes('\0')) return null;
  try {
    const file = await realpath(join(folder, path));
    const found = await stat(file);
    return found.isFile() && isInside(await realpath(folder), file)
      ? { file, stamp: `${found.size} ${found.mtimeMs}` }
      : null;
  } catch {
    return null;
  }
}
