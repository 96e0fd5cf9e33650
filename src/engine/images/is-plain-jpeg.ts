import { isOrdinaryFrame, jpegSegments, startOfScan } from './jpeg-segments.ts';

/**
 * Whether another decoder than libvips may be asked for the pixels of a JPEG, since it was compared on such
 * (features/decode-workers/plain-jpegs.ts): grey, or its colours of full resolution or of half of it both ways; and no
 * EXIF block turns or mirrors it. False where that cannot be told. Source: ITU-T T.81, B.2.2; EXIF 2.3, 4.6.
 */
export function isPlainJpeg(bytes: Uint8Array): boolean {
  for (const { marker, data } of jpegSegments(bytes)) {
    if (marker === startOfScan) return true;
    if (isOrdinaryFrame(marker) && !hasPlainSampling(data)) return false;
    if (marker === application1 && mayBeTurned(data)) return false;
  }
  return false;
}

const application1 = 0xe1;

/** @param frame its sixth byte counts the components, of which each has three more, the second its sampling factors. */
function hasPlainSampling(frame: Buffer): boolean {
  const factors = Array.from({ length: frame[5] ?? 0 }, (_, component) => frame[7 + 3 * component]);
  return factors.length === 1 || ['17,17,17', '34,17,17'].includes(factors.join());
}

/** An orientation as a field of EXIF, in both orders of bytes: its tag, its type, how many, and the value of upright. */
const fields = [
  { tag: Buffer.from('0112', 'hex'), upright: Buffer.from('01120003000000010001', 'hex') },
  { tag: Buffer.from('1201', 'hex'), upright: Buffer.from('12010300010000000100', 'hex') },
];

/**
 * Whether there is anything that could be read as another orientation, wherever it lies: readers of damaged blocks
 * differ in what they still find.
 */
function mayBeTurned(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, 4) !== 'Exif') return false;
  return fields.some(({ tag, upright }) => {
    for (let place = segment.indexOf(tag); place >= 0; place = segment.indexOf(tag, place + 1)) {
      const field = segment.subarray(place, place + upright.length);
      if (hasType(field) && !field.equals(upright)) return true;
    }
    return false;
  });
}

/** One byte of a type is 0, the other counts to 13. Two bytes that are no tag are rarely followed by such. */
function hasType(field: Buffer): boolean {
  const [first = 0, second = 0] = field.subarray(2);
  return Math.min(first, second) === 0 && Math.max(first, second) <= 13;
}
