/**
 * Random draws as a function of (seed, purpose, keys), never of earlier draws, so that a resumed run draws what an
 * undisturbed one would. Hash: FNV-1a over the keys, finished by MurmurHash3's 32-bit mixer (A. Appleby, public
 * domain); stream: xoshiro128** 1.1 (D. Blackman and S. Vigna, 2018, public domain).
 */
export interface RandomStream {
  /** Even in [0, 1), 24 bits. */
  next(): number;
  /** Even in [low, high). */
  between(low: number, high: number): number;
  /** Whole number from 0 to count - 1. */
  below(count: number): number;
}

export type RandomKey = number | string;

/** The stream of draws that belongs to these keys. */
export function randomStream(seed: number, purpose: string, ...keys: readonly RandomKey[]): RandomStream {
  const text = [seed, purpose, ...keys].join('\u001f');
  let [a, b, c, d] = [hash(text, 1), hash(text, 2), hash(text, 3), hash(text, 4)] as [
    number,
    number,
    number,
    number,
  ];
  if ((a | b | c | d) === 0) a = 1;
  const nextWord = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result >>> 8;
  };
  const next = (): number => nextWord() / 0x1000000;
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below: (count) => Math.floor(next() * count),
  };
}

/** A new array with the items in a random order (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], stream: RandomStream): Item[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function hash(text: string, salt: number): number {
  let state = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b9);
  for (let index = 0; index < text.length; index++)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  state ^= state >>> 13;
  state = Math.imul(state, 0xc2b2ae35);
  return state ^ (state >>> 16);
}
