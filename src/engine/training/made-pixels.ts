/** Pixels of `count` made photos of size x size RGB: as much work to compute as real ones. */
export function madePixels(size: number, count: number): Uint8Array {
  return Uint8Array.from({ length: size * size * 3 * count }, (_, index) => (index * 37) % 251);
}
