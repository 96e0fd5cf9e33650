import sharp, { type Metadata, type Sharp } from 'sharp';
import type { SkipReason } from '../../shared/dataset.ts';
import { pixelRoom } from './decode-room.ts';
import { type ImageType, imageType } from './image-type.ts';
import { isPlainJpeg } from './is-plain-jpeg.ts';
import { type JpegSize, jpegSize } from './jpeg-size.ts';
import type { RgbPixels } from './resize-bilinear.ts';
import { toRgb } from './to-rgb.ts';

/** Photos above this many pixels are left out: 200 million, as the largest telephone sensors take. */
export const limitPixels = 200e6;

// Photos are decoded once each, so libvips' cache of operations would only hold memory. Both cores are kept busy by
// decoding photos side by side, which costs less than splitting each one over threads.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Another decoder, for plain JPEGs (is-plain-jpeg.ts) of which it is known that they are whole: libvips' pixels, RGB,
 * perhaps with some bytes behind the last one. `size` is what the file says of itself. Null for what it cannot decode.
 */
export type JpegDecoder = (bytes: Uint8Array, size: JpegSize) => Promise<Uint8Array | null>;

export type PhotoReading =
  | { readonly ok: true; readonly photo: RgbPixels }
  | {
      readonly ok: false;
      readonly reason: Extract<
        SkipReason,
        'empty-file' | 'not-an-image' | 'too-large' | 'damaged' | 'unreadable'
      >;
      readonly detail: string;
      /** Where the header could be read. */
      readonly width: number;
      readonly height: number;
    };

/**
 * A photo file's bytes as upright 8-bit RGB, or why that cannot be.
 *
 * The first frame or page only; EXIF orientation applied; alpha on white; 16 bits cut to the upper 8. Embedded colour
 * profiles are not applied, and CMYK is turned around by the plain formula: Keras, PyTorch and Pillow read photos
 * this way, so a model trained here meets the same pixels when it is used there. Never throws for bad bytes.
 *
 * @param limit photos of more pixels are left out, by their header alone.
 * @param decodeJpeg is asked first for plain JPEGs; only where the file is known to be a whole photo.
 */
export async function readPhoto(
  bytes: Uint8Array,
  limit: number = limitPixels,
  decodeJpeg: JpegDecoder | null = null,
): Promise<PhotoReading> {
  if (bytes.length === 0) return failure('empty-file', '0 bytes');
  const type = imageType(bytes);
  if (type === null) return failure('not-an-image', firstBytes(bytes));
  const photo = type === 'jpeg' ? await decodeOrdinaryJpeg(bytes, limit, decodeJpeg) : null;
  if (photo) return { ok: true, photo };
  const header = await readHeader(bytes);
  if (typeof header === 'string') return undecodable(type, header);
  const { width, height } = header;
  if (width * height > limit) return failure('too-large', `${width}x${height}`, width, height);
  return pixelRoom(width * height, () => decode(bytes, type, header));
}

/**
 * A whole JPEG without asking the decoder for its header first, which takes a tenth of the time. Null where anything
 * is out of the ordinary: what it is, and why it fails, is then found the long way.
 */
async function decodeOrdinaryJpeg(
  bytes: Uint8Array,
  limit: number,
  decodeJpeg: JpegDecoder | null,
): Promise<RgbPixels | null> {
  const size = jpegSize(bytes);
  if (size === null) return null;
  const pixels = size.width * size.height;
  if (pixels > limit) return null;
  try {
    return await pixelRoom(pixels, async () => {
      const data = decodeJpeg && isPlainJpeg(bytes) ? await decodeJpeg(bytes, size) : null;
      if (data && data.length >= pixels * 3) return { data: data.subarray(0, pixels * 3), ...size };
      return rawPixels(bytes, false, 'warning');
    });
  } catch {
    return null;
  }
}

/** A photo's upright width and height by its header alone; null where that does not say. */
export async function readPhotoSize(
  bytes: Uint8Array,
): Promise<{ readonly width: number; readonly height: number } | null> {
  const header = await readHeader(bytes);
  return typeof header === 'string' ? null : header.autoOrient;
}

type Strictness = 'warning' | 'error';

function open(bytes: Uint8Array, failOn: Strictness): Sharp {
  return sharp(bytes, { failOn, limitInputPixels: false, ignoreIcc: true, autoOrient: true });
}

async function readHeader(bytes: Uint8Array): Promise<Metadata | string> {
  try {
    return await open(bytes, 'error').metadata();
  } catch (error) {
    return message(error);
  }
}

/**
 * What decoders only warn of although a part of the picture is lost (JPEG, GIF). Other warnings, such as bytes too
 * many between two markers or a tag nobody knows, leave the pixels whole.
 */
const lossyWarning = /premature end of data segment|bad Huffman code|Invalid frame data/;

async function decode(bytes: Uint8Array, type: ImageType, header: Metadata): Promise<PhotoReading> {
  const cmyk = header.space === 'cmyk';
  const { width, height } = header;
  try {
    return { ok: true, photo: await rawPixels(bytes, cmyk, 'warning') };
  } catch (warning) {
    if (lossyWarning.test(message(warning))) return undecodable(type, message(warning), width, height);
  }
  try {
    return { ok: true, photo: await rawPixels(bytes, cmyk, 'error') };
  } catch (error) {
    return undecodable(type, message(error), width, height);
  }
}

async function rawPixels(bytes: Uint8Array, cmyk: boolean, failOn: Strictness): Promise<RgbPixels> {
  const picture = open(bytes, failOn);
  if (cmyk) picture.pipelineColourspace('cmyk').toColourspace('cmyk');
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return toRgb({ data, width: info.width, height: info.height, channels: info.channels, cmyk });
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** HEIC that cannot be decoded says more about the build than about the file. */
function undecodable(type: ImageType, detail: string, width = 0, height = 0): PhotoReading {
  const firstLine = detail.split('\n', 1)[0]!.slice(0, 200);
  return failure(type === 'heic' ? 'unreadable' : 'damaged', `${type}: ${firstLine}`, width, height);
}

function firstBytes(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes.subarray(0, 8)).toString('hex')}`;
}

function failure(
  reason: (PhotoReading & { ok: false })['reason'],
  detail: string,
  width = 0,
  height = 0,
): PhotoReading {
  return { ok: false, reason, detail, width, height };
}
