import sharp from 'sharp';
import { losslessPicture } from '../images/display-picture.ts';

/** Longer side of a picture with heat, in pixels; smaller photos keep their size. */
const longest = 2048;

/**
 * A photo with a heat layer over it, upright, PNG. `layer`: as `heatLayer` makes it, right when stretched over the
 * whole photo. Throws as `decodeImage` does.
 */
export async function heatOverPhoto(file: string, layer: Uint8Array): Promise<Uint8Array> {
  const photo = await losslessPicture(file, longest);
  const { width, height } = await sharp(photo).metadata();
  const stretched = await sharp(layer)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp(photo)
    .composite([{ input: stretched }])
    .png()
    .toBuffer();
}
