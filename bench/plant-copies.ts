import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { randomStream } from '../src/shared/random.ts';

type Draw = ReturnType<typeof randomStream>;
type Change = (
  photo: Sharp,
  draw: Draw,
  size: { readonly width: number; readonly height: number },
) => Sharp | Promise<Sharp>;

/** Either -1 or 1 of a share drawn from half to the whole of `most`. */
function signed(draw: Draw, most: number): number {
  return (draw.next() < 0.5 ? -1 : 1) * draw.between(most / 2, most);
}

/** What people do to a photo before it lands in a folder a second time. */
const changes: Readonly<Record<string, Change>> = {
  'turned by 90 degrees': (photo) => photo.rotate(90),
  'turned by 180 degrees': (photo) => photo.rotate(180),
  'turned by 270 degrees': (photo) => photo.rotate(270),
  // In its old frame: the corners that leave it are lost, those that come in are black.
  'turned by 10 degrees': async (photo, _, { width, height }) => {
    const { data, info } = await photo
      .rotate(10, { background: '#000' })
      .png()
      .toBuffer({ resolveWithObject: true });
    const [left, top] = [Math.floor((info.width - width) / 2), Math.floor((info.height - height) / 2)];
    return sharp(data).extract({ left, top, width, height });
  },
  mirrored: (photo) => photo.flop(),
  'cut to 70 % of the area': (photo, draw, { width, height }) => {
    const side = Math.sqrt(0.7);
    const [wide, high] = [Math.round(width * side), Math.round(height * side)];
    return photo.extract({
      left: draw.below(width - wide + 1),
      top: draw.below(height - high + 1),
      width: wide,
      height: high,
    });
  },
  'JPEG quality 40 to 90': (photo, draw) => photo.jpeg({ quality: Math.round(draw.between(40, 90)) }),
  '50 to 150 % of the size': (photo, draw, { width }) =>
    photo.resize(Math.round(width * draw.between(0.5, 1.5))),
  'brightness by up to 20 %': (photo, draw) => photo.modulate({ brightness: 1 + signed(draw, 0.2) }),
  'hue by up to 20 %': (photo, draw) => photo.modulate({ hue: Math.round(signed(draw, 0.2) * 360) }),
};
export const kindsOfCopies = Object.keys(changes);

/** Writes a changed copy of a photo into a folder. */
export async function plantCopy(source: string, folder: string, name: string, kind: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draw = randomStream(1, 'planted', name);
  const { width, height } = await sharp(source).metadata();
  const changed = await changes[kind]!(sharp(source), draw, { width, height });
  // Decoded once and encoded again, as an editor would; the quality is sharp's own unless the change says another.
  await (kind.startsWith('JPEG') ? changed : changed.jpeg({ quality: 90 })).toFile(join(folder, name));
}
