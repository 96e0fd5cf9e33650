/** A part of a JPEG's head. */
export interface JpegSegment {
  /** The second byte of its marker, the first being 0xff. */
  readonly marker: number;
  /** What follows its length; cut short where the file ends. */
  readonly data: Buffer;
}

export const startOfScan = 0xda;

/** Whether a frame begins with this marker: a baseline, an extended or a progressive one. */
export function isOrdinaryFrame(marker: number): boolean {
  return marker >= firstMarker && marker <= 0xc2;
}

/**
 * The segments of a JPEG up to the one with which its pixels begin. They end before that where something else lies
 * between them, as in a damaged file. Source: ITU-T T.81, annex B.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // After the first two bytes come segments: 0xff, a marker, and a length that counts itself.
  for (let place = 2; place + 4 <= file.length;) {
    const marker = file[place + 1]!;
    if (file[place] !== 0xff || marker < firstMarker) return;
    const end = place + 2 + file.readUInt16BE(place + 2);
    yield { marker, data: file.subarray(place + 4, end) };
    if (marker === startOfScan) return;
    place = end;
  }
}

/** A frame's; what is below is reserved. */
const firstMarker = 0xc0;
