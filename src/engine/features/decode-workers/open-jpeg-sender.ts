import type { JpegDecoder } from '../../images/read-photo.ts';

/** Has JPEGs decoded by another thread. */
export interface JpegSender {
  readonly decode: JpegDecoder;
  /** What the other thread makes of a file: `jpeg` is the number under which it was sent. */
  answered(jpeg: number, pixels: Uint8Array | null): void;
}

/**
 * Pixels up to which sending pays: beyond, nearly all of the time goes into the decoding itself, which takes as long
 * either way (measured: at 500 x 375 half the time, at 1000 x 750 nine tenths), and the pixels are copied once more.
 */
const sentPixels = 1e6;

/** @param send a file's bytes to the thread that decodes. */
export function openJpegSender(send: (jpeg: number, bytes: Uint8Array) => void): JpegSender {
  const waiting = new Map<number, (pixels: Uint8Array | null) => void>();
  let next = 0;
  return {
    decode: (bytes, { width, height }) => {
      if (width * height > sentPixels) return Promise.resolve(null);
      const jpeg = next++;
      return new Promise((resolve) => {
        waiting.set(jpeg, resolve);
        send(jpeg, bytes);
      });
    },
    answered(jpeg, pixels) {
      waiting.get(jpeg)?.(pixels);
      waiting.delete(jpeg);
    },
  };
}
