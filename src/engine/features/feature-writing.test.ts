import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Photo } from '../../shared/dataset.ts';
import { openFeatureWriting } from './feature-writing.ts';
import type { RecordStore } from './record-store.ts';

const photosOf = (...names: readonly string[]): Photo[] =>
  names.map((sha256) => ({ path: `${sha256}.png`, classIndex: 0, sha256, bytes: 1 }));
/** Features that say whose they are. */
const words = (...names: readonly string[]): Uint16Array =>
  Uint16Array.from(names.flatMap((name) => [name.charCodeAt(0), 1]));

describe('openFeatureWriting', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** `there`: photos that the store has already. */
  function opened(there: readonly string[] = [], shape: readonly number[] = [1, 2]) {
    const writes: { readonly hashes: readonly string[]; readonly words: readonly number[] }[] = [];
    const store = {
      place: { layout: { type: 'float16', shape } },
      has: (sha256: string) => there.includes(sha256),
    } as unknown as RecordStore;
    const append = (hashes: readonly string[], bytes: Uint8Array): Promise<void> => {
      writes.push({ hashes, words: [...new Uint16Array(Uint8Array.from(bytes).buffer)] });
      return Promise.resolve();
    };
    const writing = openFeatureWriting(new Map([['pool', store]]), new Map([['pool', { append }]]));
    const add = (...names: readonly string[]): Promise<void> =>
      writing.add(photosOf(...names), new Map([['pool', words(...names)]]));
    return { writes, writing, add };
  }

  it('writes batches that come within a second together, without those that are there', async () => {
    const { writes, writing, add } = opened(['b']);
    await add('a', 'b');
    await add('c');
    expect(writes).toEqual([]);
    vi.advanceTimersByTime(1000);
    await add('d');
    expect(writes).toEqual([{ hashes: ['a', 'c', 'd'], words: [...words('a', 'c', 'd')] }]);
    await add('e');
    await writing.finish();
    expect(writes.slice(1)).toEqual([{ hashes: ['e'], words: [...words('e')] }]);
  });

  it('writes batches that come slowly one by one', async () => {
    const { writes, add } = opened();
    for (const name of ['a', 'b']) {
      vi.advanceTimersByTime(1500);
      await add(name);
    }
    expect(writes.map(({ hashes }) => hashes)).toEqual([['a'], ['b']]);
  });

  it('does not wait for the second where much has come', async () => {
    const numbers = 2 ** 20;
    const { writes, writing } = opened([], [numbers]);
    const features = new Map([['pool', new Uint16Array(2 * numbers)]]);
    await writing.add(photosOf('a', 'b'), features);
    expect(writes).toEqual([]);
    await writing.add(photosOf('c', 'd'), features);
    expect(writes.map(({ hashes }) => hashes)).toEqual([['a', 'b', 'c', 'd']]);
  });

  it('refuses infinite features, and keeps what came before them', async () => {
    const { writes, writing, add } = opened();
    await add('a');
    const infinite = new Map([['pool', Uint16Array.of(0x7c00, 0)]]);
    await expect(writing.add(photosOf('b'), infinite)).rejects.toMatchObject({
      code: 'features-overflow',
      facts: { layer: 'pool' },
    });
    await writing.finish();
    expect(writes.map(({ hashes }) => hashes)).toEqual([['a']]);
  });
});
