import type { PlacedPhoto } from '../features/pixel-store.ts';
import type { StoredFeatures } from '../features/provide-features.ts';

/**
 * So much is held by a source, and nothing where all of it would be more: the features of a head, or of a small
 * validation part. Reading and checking them anew takes a tenth of an epoch of phase 1 (measured).
 */
const mostBytes = 32 * 2 ** 20;

/** Features that were read from the cache and stay in memory. */
export interface HeldFeatures {
  /** Puts a photo's features where they are wanted; false where they are not held. */
  give(copy: number, wanted: PlacedPhoto, features: StoredFeatures): boolean;
  /** Holds what was read. */
  hold(copy: number, read: readonly PlacedPhoto[], features: StoredFeatures): void;
  /** Gives the memory back; the next that are held begin anew. */
  letGo(): void;
}

/** For `numRecords` features of `size` numbers in arrays of one type. null where that is too much. */
export function heldFeatures(
  size: number,
  numRecords: number,
  ArrayType: Float32ArrayConstructor | Uint16ArrayConstructor,
): HeldFeatures | null {
  const length = size * numRecords;
  if (length * ArrayType.BYTES_PER_ELEMENT > mostBytes) return null;
  let memory: StoredFeatures | null = null;
  const rows = new Map<string, number>();
  const keyOf = (copy: number, { photo }: PlacedPhoto): string => `${copy} ${photo.sha256}`;
  return {
    give(copy, wanted, features) {
      const row = rows.get(keyOf(copy, wanted));
      if (row === undefined) return false;
      features.set(memory!.subarray(row * size, (row + 1) * size), wanted.slot * size);
      return true;
    },
    hold(copy, read, features) {
      memory ??= new ArrayType(length);
      for (const placed of read) {
        const key = keyOf(copy, placed);
        if (rows.has(key) || rows.size === numRecords) continue;
        const { slot } = placed;
        memory.set(features.subarray(slot * size, (slot + 1) * size), rows.size * size);
        rows.set(key, rows.size);
      }
    },
    letGo() {
      memory = null;
      rows.clear();
    },
  };
}
