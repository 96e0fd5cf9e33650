import { describe, expect, test } from 'vitest';
import { PageCache } from './page-cache.ts';

/** A list of numbers behind a fetch that answers when told to. */
function listOf(total: number, keep = 100) {
  const asked: { offset: number; limit: number; answer: () => void; fail: () => void }[] = [];
  const errors: unknown[] = [];
  const list = { total, prefix: 'a' };
  let changes = 0;
  const cache = new PageCache<string>({
    pageSize: 10,
    keep,
    fetch: (offset, limit) =>
      new Promise((resolve, reject) => {
        const { prefix } = list;
        const items = Array.from(
          { length: Math.max(0, Math.min(limit, list.total - offset)) },
          (_, index) => `${prefix}${offset + index}`,
        );
        asked.push({
          offset,
          limit,
          answer: () => {
            resolve({ total: list.total, items });
          },
          fail: () => {
            reject(new Error('gone'));
          },
        });
      }),
    onchange: () => changes++,
    onerror: (error) => errors.push(error),
  });
  const answerAll = async (): Promise<void> => {
    while (asked.length > 0) {
      asked.shift()!.answer();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  return { cache, asked, list, errors, answerAll, changed: () => changes };
}

describe('a page cache', () => {
  test('fetches what is looked at, once', async () => {
    const { cache, asked, answerAll, changed } = listOf(100);
    cache.look(5, 25);
    cache.look(6, 26);
    expect(asked.map(({ offset }) => offset)).toEqual([0, 10, 20]);
    await answerAll();
    expect(cache.total).toBe(100);
    expect(cache.at(17)).toBe('a17');
    expect(cache.at(40)).toBeUndefined();
    expect(changed()).toBe(3);
    cache.look(5, 25);
    expect(asked).toEqual([]);
  });

  test('asks for nothing beyond the end', async () => {
    const { cache, asked, answerAll } = listOf(12);
    cache.look(0, 5);
    await answerAll();
    cache.look(0, 500);
    expect(asked.map(({ offset }) => offset)).toEqual([10]);
  });

  test('shows the old items until the new ones are there', async () => {
    const { cache, asked, list, answerAll } = listOf(30);
    cache.look(0, 9);
    await answerAll();
    list.prefix = 'b';
    cache.refresh();
    expect(cache.at(3)).toBe('a3');
    expect(asked).toHaveLength(1);
    await answerAll();
    expect(cache.at(3)).toBe('b3');
  });

  test('keeps one item fresh beside the range on the screen', async () => {
    const { cache, list, asked, answerAll } = listOf(100);
    cache.look(0, 9);
    cache.lookAtOne(55);
    await answerAll();
    list.prefix = 'b';
    cache.refresh();
    await answerAll();
    expect([cache.at(3), cache.at(55)]).toEqual(['b3', 'b55']);
    cache.lookAtOne(null);
    cache.refresh();
    expect(asked.map(({ offset }) => offset)).toEqual([0]);
  });

  test('takes no late answer of an earlier list', async () => {
    const { cache, asked, list } = listOf(30);
    cache.look(0, 9);
    list.prefix = 'b';
    cache.reset();
    asked[1]!.answer();
    await new Promise((resolve) => setTimeout(resolve));
    asked[0]!.answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(cache.at(3)).toBe('b3');
  });

  test('gives chosen items, loaded or not, and leaves out what is gone', async () => {
    const { cache, asked } = listOf(25);
    const items = cache.items([23, 4, 40]);
    for (let round = 0; round < 3; round++) {
      asked.shift()!.answer();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await items).toEqual(['a4', 'a23']);
  });

  test('keeps no more pages than told, and those on the screen', async () => {
    const { cache, answerAll } = listOf(1000, 3);
    for (let first = 0; first < 100; first += 10) {
      cache.look(first, first + 9);
      await answerAll();
    }
    expect(cache.at(95)).toBe('a95');
    expect(cache.at(75)).toBe('a75');
    expect(cache.at(5)).toBeUndefined();
  });

  test('tells of an error and tries again when looked at again', async () => {
    const { cache, asked, errors, answerAll } = listOf(10);
    cache.look(0, 9);
    asked.shift()!.fail();
    await new Promise((resolve) => setTimeout(resolve));
    expect(errors).toHaveLength(1);
    cache.look(0, 9);
    await answerAll();
    expect(cache.at(0)).toBe('a0');
  });
});
