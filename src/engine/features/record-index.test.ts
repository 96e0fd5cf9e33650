import { describe, expect, it } from 'vitest';
import { madeHash } from '../../../test/features/made-records.ts';
import { indexLine, indexLineBytes, parseIndex, recordChecksum } from './record-index.ts';

const lines = [0, 1, 2].map((number) => indexLine(madeHash(number), { number, checksum: number * 1000 }));
const text = lines.join('');

describe('index', () => {
  it('reads what it wrote', () => {
    const { entries, whole } = parseIndex(text);
    expect(whole).toBe(true);
    expect([...entries.keys()]).toEqual([0, 1, 2].map(madeHash));
    expect(entries.get(madeHash(2))).toEqual({ number: 2, checksum: 2000 });
    expect(parseIndex('')).toEqual({ entries: new Map(), whole: true });
    expect(indexLine(madeHash(1), { number: 999_999_999_999_999, checksum: 0xffffffff })).toHaveLength(
      indexLineBytes,
    );
  });

  it('takes the later of two lines for one photo', () => {
    const again = indexLine(madeHash(0), { number: 3, checksum: 1 });
    expect(parseIndex(text + again).entries.get(madeHash(0))).toEqual({ number: 3, checksum: 1 });
  });

  it('leaves out the one line that a changed byte is in, whatever byte it is', () => {
    for (let place = 0; place < text.length; place++) {
      for (const changed of ['0', 'f', ' ', '\n', '~']) {
        if (text[place] === changed) continue;
        const { entries, whole } = parseIndex(text.slice(0, place) + changed + text.slice(place + 1));
        expect(whole).toBe(false);
        for (const [sha256, entry] of entries) expect(text).toContain(indexLine(sha256, entry));
        expect(entries.size).toBeGreaterThanOrEqual(text[place] === '\n' ? 1 : 2);
      }
    }
  });
});

describe('recordChecksum', () => {
  it('covers the record, the photo and the store', () => {
    const record = Uint8Array.of(1, 2, 3);
    const checksum = recordChecksum('a', 'b', record);
    expect(recordChecksum('a', 'b', Uint8Array.of(1, 2, 3))).toBe(checksum);
    expect(recordChecksum('a', 'b', Uint8Array.of(1, 2, 4))).not.toBe(checksum);
    expect(recordChecksum('c', 'b', record)).not.toBe(checksum);
    expect(recordChecksum('a', 'c', record)).not.toBe(checksum);
    expect(recordChecksum('a', 'b', new Uint8Array(3))).not.toBe(0);
  });
});
