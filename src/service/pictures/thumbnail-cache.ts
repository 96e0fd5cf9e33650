import { randomUUID } from 'node:crypto';
import { opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { homeFolders } from '../../engine/storage/home.ts';
import { makeFolder } from '../../engine/storage/make-folder.ts';

/** Thumbnails on disk, by the photo's content and size. Safe to delete. */
export interface ThumbnailCache {
  /** Null where it is not kept. */
  read(sha256: string, size: number): Promise<Uint8Array | null>;
  /** Keeps one. A cache that cannot be written is no error: the thumbnail is made again. */
  keep(sha256: string, size: number, bytes: Uint8Array): Promise<void>;
}

export interface ThumbnailLimits {
  readonly bytes: number;
  readonly files: number;
}

const usualLimits: ThumbnailLimits = { bytes: 2e9, files: 200_000 };

/** Of the limit; then no eviction follows soon. */
const leftAfterEviction = 0.9;

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
}

/** Opens the cache below the cache folder. The oldest thumbnails go when a limit is reached. */
export function openThumbnailCache(limits = usualLimits): ThumbnailCache {
  const folder = join(homeFolders.cache(), 'thumbnails');
  const placeOf = (sha256: string, size: number): string =>
    join(folder, String(size), sha256.slice(0, 2), `${sha256}.webp`);
  let total: Promise<{ bytes: number; files: number }> | null = null;
  let evicting: Promise<void> | null = null;

  const evict = async (): Promise<void> => {
    const files = (await list(folder)).sort((a, b) => a.modified - b.modified);
    let count = files.length;
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      if (count <= limits.files * leftAfterEviction && bytes <= limits.bytes * leftAfterEviction) break;
      await rm(file.path, { force: true });
      count -= 1;
      bytes -= file.bytes;
    }
    total = Promise.resolve({ bytes, files: count });
  };

  return {
    read: (sha256, size) => readFile(placeOf(sha256, size)).catch(() => null),
    async keep(sha256, size, bytes) {
      const place = placeOf(sha256, size);
      const growing = `${place}.${randomUUID()}`;
      try {
        await makeFolder(dirname(place));
        await writeFile(growing, bytes);
        await rename(growing, place);
        total ??= count(folder);
        const now = await total;
        now.bytes += bytes.length;
        now.files += 1;
        if (now.bytes > limits.bytes || now.files > limits.files) {
          evicting ??= evict().finally(() => (evicting = null));
          await evicting;
        }
      } catch {
        await rm(growing, { force: true }).catch(() => undefined);
      }
    },
  };
}

async function count(folder: string): Promise<{ bytes: number; files: number }> {
  const files = await list(folder);
  return { bytes: files.reduce((sum, file) => sum + file.bytes, 0), files: files.length };
}

async function list(folder: string): Promise<KeptFile[]> {
  const files: KeptFile[] = [];
  const entries = await opendir(folder, { recursive: true });
  for await (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const status = await stat(path).catch(() => null);
    if (status) files.push({ path, bytes: status.size, modified: status.mtimeMs });
  }
  return files;
}
