/**
 * Width and height, in pixels as stored, of an ordinary JPEG: 8 bits, grey or three colours, baseline or progressive.
 * Null for every other file, also for damaged ones: the decoder is then asked. Source: ITU-T T.81, annex B.
 */
export function jpegSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const word = (place: number): number => (bytes[place]! << 8) | bytes[place + 1]!;
  // After the first two bytes come segments: 0xff, a marker, and a length that counts itself.
  for (let place = 2; place + 10 <= bytes.length; place += 2 + word(place + 2)) {
    const marker = bytes[place + 1]!;
    if (bytes[place] !== 0xff || marker < firstFrame || marker === startOfScan) return null;
    if (marker > lastOrdinaryFrame) {
      if (marker <= lastFrame && marker !== huffmanTables) return null;
      continue;
    }
    const [precision, components] = [bytes[place + 4], bytes[place + 9]];
    const [width, height] = [word(place + 7), word(place + 5)];
    const ordinary = precision === 8 && (components === 1 || components === 3);
    return ordinary && width > 0 && height > 0 ? { width, height } : null;
  }
  return null;
}

/** Frames: baseline, extended and progressive ones first; the tables lie among the rarer kinds. */
const firstFrame = 0xc0;
const lastOrdinaryFrame = 0xc2;
const huffmanTables = 0xc4;
const lastFrame = 0xcf;
const startOfScan = 0xda;
