import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { homeFolders } from '../storage/home.ts';
import { canonicalJson, recordBytes, recordLength, storeName, storePlace } from './store-place.ts';

describe('storePlace', () => {
  useTemporaryCache();

  it('names one folder for one description and layout', () => {
    const layout = { type: 'float16', shape: [2, 3] } as const;
    const place = storePlace({ a: 1, b: { c: 2, d: [3, 4] } }, layout);
    expect(place.key).toMatch(storeName);
    expect(place.folder).toBe(join(homeFolders.cache(), place.key));
    expect(storePlace({ b: { d: [3, 4], c: 2 }, a: 1 }, { shape: [2, 3], type: 'float16' }).key).toBe(
      place.key,
    );
    expect(storePlace({ a: 1, b: { c: 2, d: [4, 3] } }, layout).key).not.toBe(place.key);
    expect(storePlace({ a: 1, b: { c: 2, d: [3, 4] } }, { ...layout, type: 'float32' }).key).not.toBe(
      place.key,
    );
    expect(JSON.parse(place.description)).toEqual({ description: { a: 1, b: { c: 2, d: [3, 4] } }, layout });
  });

  it('counts the values and bytes of a record', () => {
    expect(recordLength({ type: 'uint8', shape: [4, 5, 3] })).toBe(60);
    const bytes = (['uint8', 'float16', 'float32'] as const).map((type) =>
      recordBytes({ type, shape: [4, 5, 3] }),
    );
    expect(bytes).toEqual([60, 120, 240]);
  });
});

describe('canonicalJson', () => {
  it('orders keys, keeps arrays, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [2, 1, { z: null, y: 'é' }], a: undefined, A: 1.5 })).toBe(
      '{"A":1.5,"b":[2,1,{"y":"é","z":null}]}',
    );
  });
});
