/**
 * Order of two texts by Unicode code point, as Python and `LC_ALL=C sort` have it: the same on every system and in
 * every language. (JavaScript's own order is by UTF-16 unit, which puts emoji before U+E000 to U+FFFF.)
 */
export function compareCodePoints(first: string, second: string): number {
  const length = Math.min(first.length, second.length);
  for (let index = 0; index < length; index++) {
    if (first.charCodeAt(index) === second.charCodeAt(index)) continue;
    // Step back where the texts part inside a surrogate pair, so that whole code points are compared.
    const start = index > 0 && isHighSurrogate(first.charCodeAt(index - 1)) ? index - 1 : index;
    return first.codePointAt(start)! - second.codePointAt(start)!;
  }
  return first.length - second.length;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
