import * as z from 'zod';
import { imageType } from '../../engine/images/image-type.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { bytesOfBase64 } from './bytes-of-base64.ts';
import { parseJson, parsed } from './parse-json.ts';

/** A photo of a request. */
export interface NamedPhoto {
  /** The client's own name for it; null: it gave none. */
  readonly name: string | null;
  readonly bytes: Uint8Array;
}

/** One photo, which is answered by itself, or several. */
export interface AskedPhotos {
  readonly single: boolean;
  readonly photos: readonly NamedPhoto[];
}

const base64 = z.string().meta({ contentEncoding: 'base64', description: 'The bytes of a photo file.' });
const namedSchema = z.strictObject({
  name: z.string().max(1_000).optional().describe('Given back with the answer.'),
  b64: base64,
});

/** JSON: one photo, or several. */
export const photosBodySchema = z.union([
  z.strictObject({ image: base64 }),
  z.strictObject({ images: z.array(z.union([base64, namedSchema])).min(1) }),
]);

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif'];
export const bodyTypes = [
  ...photoTypes,
  'application/octet-stream',
  'multipart/form-data',
  'application/json',
];

/**
 * The photos of a request: the bytes of one file, a form with several, or JSON with base64. Throws
 * `body-type-unknown`, `body-invalid`.
 */
export async function photosOfBody(body: Uint8Array<ArrayBuffer>, type: string): Promise<AskedPhotos> {
  const kind = type.split(';', 1)[0]!.trim().toLowerCase();
  if (kind === 'application/json') return photosOfJson(parsed(photosBodySchema, parseJson(body), expected));
  if (kind === 'multipart/form-data') return photosOfForm(body, type);
  const isBytes = kind.startsWith('image/') || kind === 'application/octet-stream';
  // Programs such as curl name a form where they were told nothing.
  if (!isBytes && imageType(body) === null)
    throw new ThawError('body-type-unknown', { type: kind, known: bodyTypes });
  return { single: true, photos: [{ name: null, bytes: body }] };
}

const expected = '{"image": BASE64} or {"images": [BASE64 or {"name": TEXT, "b64": BASE64}, ...]}';

function photosOfJson(given: z.infer<typeof photosBodySchema>): AskedPhotos {
  if ('image' in given)
    return { single: true, photos: [{ name: null, bytes: bytesOfBase64(given.image, 'image') }] };
  const photos = given.images.map((image, index) => {
    const { name = null, b64 } = typeof image === 'string' ? { b64: image } : image;
    return { name, bytes: bytesOfBase64(b64, `images[${index}]`) };
  });
  return { single: false, photos };
}

async function photosOfForm(body: Uint8Array<ArrayBuffer>, type: string): Promise<AskedPhotos> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- for its memory; the body is there already, and bounded
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null);
  const photos: NamedPhoto[] = [];
  for (const [, value] of form ?? [])
    if (typeof value !== 'string')
      photos.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  if (photos.length > 0) return { single: false, photos };
  throw new ThawError('body-invalid', { at: '', expected: 'a form with one file or more' });
}
