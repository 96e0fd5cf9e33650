/**
 * IEEE 754 half precision (binary16) in 16-bit words: 1 sign, 5 exponent, 10 fraction bits. JavaScript of Node 20 has
 * no such array, so the words are stored in a Uint16Array.
 */

/** As float bits: the smallest magnitude that rounds to infinity is 65520, below 2^16 the rounding itself carries there. */
const firstOverflow = 0x47800000;
const firstNormal = 0x38800000;
/** Half of the smallest subnormal, 2^-25: it and all below become 0. */
const lastZero = 0x33000000;
const infinityBits = 0x7f800000;

/**
 * Float32 values as half words, rounded to nearest, ties to even. Magnitudes from 65520 become infinity, those below
 * 2^-14 subnormal, NaN stays NaN.
 */
export function toFloat16Words(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const words = new Uint16Array(values.length);
  for (let index = 0; index < bits.length; index++) {
    const word = bits[index]!;
    const magnitude = word & 0x7fffffff;
    let half: number;
    if (magnitude >= firstOverflow) half = magnitude > infinityBits ? 0x7e00 : 0x7c00;
    else if (magnitude >= firstNormal) {
      // 13 fraction bits go; adding just under a half, plus one where the kept part is odd, rounds to even. The
      // exponent's bias falls from 127 to 15.
      half = ((magnitude + 0xfff + ((magnitude >>> 13) & 1)) >>> 13) - (112 << 10);
    } else half = magnitude <= lastZero ? 0 : subnormal(magnitude);
    words[index] = ((word >>> 16) & 0x8000) | half;
  }
  return words;
}

/** Whether every half word is a finite number. */
export function areFinite(words: Uint16Array): boolean {
  for (let index = 0; index < words.length; index++) if ((words[index]! & 0x7c00) === 0x7c00) return false;
  return true;
}

/** A magnitude below 2^-14 in units of 2^-24, rounded to nearest, ties to even. */
function subnormal(magnitude: number): number {
  const fraction = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  const kept = fraction >>> shift;
  const rest = fraction & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept;
}

/** Every half word's value: one look-up a value is several times quicker than working it out. */
let valueOfWord: Float32Array | null = null;

/** Half words as float32 values, exactly. */
export function fromFloat16Words(words: Uint16Array): Float32Array {
  const table = (valueOfWord ??= Float32Array.from({ length: 0x10000 }, (_, word) => halfValue(word)));
  const values = new Float32Array(words.length);
  for (let index = 0; index < words.length; index++) values[index] = table[words[index]!]!;
  return values;
}

function halfValue(word: number): number {
  const sign = word & 0x8000 ? -1 : 1;
  const exponent = (word >>> 10) & 0x1f;
  const fraction = word & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
