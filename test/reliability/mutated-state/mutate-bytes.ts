import type { RandomStream } from '../../../src/shared/random.ts';

export type MutateBytes = (bytes: Buffer, draws: RandomStream) => Buffer;

const pick = <Item>(items: readonly Item[], draws: RandomStream): Item => items[draws.below(items.length)]!;
const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

/** Other files than the one whose name they have. */
const otherTypes: readonly Buffer[] = [
  Buffer.alloc(0),
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
  Buffer.from('\x89HDF\r\n\x1a\n\0\0\0\0', 'latin1'),
  Buffer.from('PK\x03\x04 no zip', 'latin1'),
  Buffer.from('PK\x05\x06', 'latin1'),
  Buffer.from('\x80\x04cos\nsystem\n(S"true"\ntR.', 'latin1'),
  Buffer.from('<!doctype html><title>Not found</title>'),
  Buffer.from('[]'),
  Buffer.alloc(5000, 0xff),
];
const numbers = [0n, 1n, 0x7fff_ffffn, 0xffff_ffffn, 0x7fff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn] as const;

/** What can happen to any file. */
export const mutateBytes: Readonly<Record<string, MutateBytes>> = {
  truncated: (bytes, draws) => bytes.subarray(0, draws.below(bytes.length)),
  'flipped bits': (bytes, draws) =>
    changed(bytes, (copy) => {
      for (let flips = 1 + draws.below(16); flips > 0; flips--)
        copy[draws.below(copy.length)]! ^= 1 << draws.below(8);
    }),
  'flipped bits near the start': (bytes, draws) =>
    changed(bytes, (copy) => {
      for (let flips = 1 + draws.below(4); flips > 0; flips--)
        copy[draws.below(Math.min(512, copy.length))]! ^= 1 << draws.below(8);
    }),
  'noise inside': (bytes, draws) =>
    changed(bytes, (copy) => {
      const from = draws.below(copy.length);
      for (let at = from; at < Math.min(copy.length, from + 200); at++) copy[at] = draws.below(256);
    }),
  'zeros to the end': (bytes, draws) => Buffer.from(bytes).fill(0, draws.below(bytes.length)),
  'longer than it was': (bytes, draws) => Buffer.concat([bytes, Buffer.alloc(1 + draws.below(300), 65)]),
  'huge numbers': (bytes, draws) =>
    changed(bytes, (copy) => {
      if (copy.length < 8) return;
      for (let times = 1 + draws.below(3); times > 0; times--)
        copy.writeBigUInt64LE(pick(numbers, draws), 4 * draws.below(Math.floor((copy.length - 8) / 4) + 1));
    }),
  'a piece twice': (bytes, draws) => {
    const at = draws.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(draws.below(at + 1))]);
  },
  'another type': (_bytes, draws) => pick(otherTypes, draws),
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const values: readonly Json[] = [
  ...[null, true, -1, 0, 0.5, 1e308, -1e308, 2 ** 53, 4e9, ''],
  ...['x'.repeat(100_000), '../../../../etc/passwd', '\u0000', '__proto__', 'NaN'],
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { length: 1e9 },
  Array<number>(1000).fill(1e9),
];

/** A text of JSON in which some values are others; null where it is none. */
export function mutateJson(text: string, draws: RandomStream): string | null {
  let whole: Json;
  try {
    whole = JSON.parse(text) as Json;
  } catch {
    return null;
  }
  for (let times = 1 + draws.below(3); times > 0; times--) whole = withOtherValue(whole, draws);
  return JSON.stringify(whole);
}

function withOtherValue(value: Json, draws: RandomStream): Json {
  if (value === null || typeof value !== 'object' || draws.below(8) === 0) return pick(values, draws);
  const keys = Object.keys(value);
  if (keys.length === 0) return pick(values, draws);
  const key = pick(keys, draws);
  const inside = value as Record<string, Json>;
  if (draws.below(12) === 0) {
    const { [key]: removed, ...rest } = inside;
    return Array.isArray(value) ? value.filter((item) => item !== removed) : rest;
  }
  const other = withOtherValue(inside[key]!, draws);
  return Array.isArray(value) ? value.with(Number(key), other) : { ...inside, [key]: other };
}
