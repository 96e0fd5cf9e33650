import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTable } from './decode-table.ts';
import { encodeTable } from './encode-table.ts';
import { decodeVarint, encodeVarint } from './table-format.ts';

/** The index that TensorFlow 2.21 wrote of one variable, `dense/kernel`, float32 [3, 2]. */
const written = Buffer.from(
  [
    '00000608011a020801000c1364656e73652f6b65726e656c0801120812020803120208022818',
    '35b6b7530f00000000010000000',
    '0e6a8df9e000000000100000000c0f2a1b00001026500330000000001000000008c5a451b3808450e',
    '00'.repeat(36),
    '57fb808b247547db',
  ].join(''),
  'hex',
);

it('reads what TensorFlow wrote', () => {
  const [header, variable] = decodeTable(written);
  expect(header!.key).toHaveLength(0);
  expect(Buffer.from(variable!.key).toString()).toBe('dense/kernel');
  expect(Buffer.from(variable!.value).toString('hex')).toBe('0801120812020803120208022818' + '35b6b7530f');
});

it('gives back any sorted entries', () => {
  const entry = fc.record({
    key: fc.uint8Array({ maxLength: 300 }),
    value: fc.uint8Array({ maxLength: 300 }),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const sorted = [...entries].sort((one, other) => Buffer.compare(one.key, other.key));
      const plain = decodeTable(encodeTable(sorted)).map(({ key, value }) => ({
        key: Uint8Array.from(key),
        value: Uint8Array.from(value),
      }));
      expect(plain).toEqual(sorted);
    }),
  );
});

it('gives back whole numbers', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const bytes = encodeVarint(value);
      expect(decodeVarint(bytes, 0)).toEqual({ value, end: bytes.length });
    }),
  );
});

describe('what is no table', () => {
  const table = encodeTable([{ key: Buffer.from('key'), value: Buffer.from('value') }]);

  it('is refused whatever byte of it is changed', () => {
    // The footer holds zeros between the places of its blocks and the number that it ends with, which nobody reads.
    const read = table.length - 48 + 4;
    for (const at of [
      ...Array(read).keys(),
      ...Array.from({ length: 8 }, (_, back) => table.length - 1 - back),
    ]) {
      const spoilt = Uint8Array.from(table);
      spoilt[at]! ^= 0x55;
      expect(() => decodeTable(spoilt), `byte ${at}`).toThrow(Error);
    }
  });

  it('is refused wherever it is cut off', () => {
    for (let length = 0; length < table.length; length++)
      expect(() => decodeTable(table.subarray(0, length))).toThrow(Error);
  });
});
