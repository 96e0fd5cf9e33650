/** Pixels in rows of RGB, 8 bits a channel. */
export interface RgbPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
