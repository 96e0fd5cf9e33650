import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { homeFolders } from '../storage/home.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';

/** How one record lies on disk, little-endian. `float16`: half words (./float16.ts). */
export interface RecordLayout {
  readonly type: 'uint8' | 'float16' | 'float32';
  readonly shape: readonly number[];
}

/** What a store holds and where. */
export interface StorePlace {
  /** SHA-256 of the description and the layout; the folder's name. */
  readonly key: string;
  readonly folder: string;
  /** All that decides the records' content, the photo excepted; kept beside them for people to read. */
  readonly description: string;
  readonly layout: RecordLayout;
}

/** Store folders are named by their key alone. */
export const storeName = /^[0-9a-f]{64}$/;

const bytesPerValue = { uint8: 1, float16: 2, float32: 4 } as const;

/** The store of this description (any JSON value), below the cache folder. */
export function storePlace(description: unknown, layout: RecordLayout): StorePlace {
  const text = canonicalJson({ description, layout });
  const key = createHash('sha256').update(text).digest('hex');
  return { key, folder: join(homeFolders.cache(), key), description: `${text}\n`, layout };
}

/** Values in one record. */
export function recordLength({ shape }: RecordLayout): number {
  return sizeOfShape(shape);
}

/** Bytes of one record. */
export function recordBytes(layout: RecordLayout): number {
  return recordLength(layout) * bytesPerValue[layout.type];
}

/** JSON with the keys in order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
