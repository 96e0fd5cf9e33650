/** The pixels at the place that is meant for them. */
export function placedPixels(
  pixels: Uint8Array,
  into: Uint8Array<SharedArrayBuffer>,
): Uint8Array<SharedArrayBuffer> {
  into.set(pixels);
  return into;
}
