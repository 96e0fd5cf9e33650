import { isOrdinaryFrame, jpegSegments } from './jpeg-segments.ts';

/** In pixels, as they are stored. */
export interface JpegSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Width and height of an ordinary JPEG: 8 bits, grey or three colours, baseline or progressive. Null for every other
 * file, also for damaged ones: the decoder is then asked. Source: ITU-T T.81, B.2.2.
 */
export function jpegSize(bytes: Uint8Array): JpegSize | null {
  for (const { marker, data } of jpegSegments(bytes)) {
    if (isOrdinaryFrame(marker)) {
      if (data.length < 6) return null;
      const [precision, components] = [data[0], data[5]];
      const [width, height] = [data.readUInt16BE(3), data.readUInt16BE(1)];
      const ordinary = precision === 8 && (components === 1 || components === 3);
      return ordinary && width > 0 && height > 0 ? { width, height } : null;
    }
    if (marker <= lastFrame && marker !== huffmanTables) return null;
  }
  return null;
}

/** Frames of rarer kinds come up to here, and the tables lie among them. */
const huffmanTables = 0xc4;
const lastFrame = 0xcf;
