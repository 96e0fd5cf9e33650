import { randomStream, type RandomStream } from '../../../shared/random.ts';
import { drawBackground } from './draw-background.ts';
import type { SamplePhoto } from './sample-plan.ts';

/** Side of the square that the pictures are drawn in, in their own units. */
const pictureSide = 36;

/** A photo of the sample as SVG: the picture, once or a few times, on a background. The same for the same seed. */
export function drawPhoto(photo: SamplePhoto, picture: string, seed: number): string {
  const { width, height } = photo;
  const stream = randomStream(seed, 'sample-scene', photo.className, photo.name);
  const background = drawBackground(width, height, stream);
  const shadow = `<filter id="shadow" x="-0.3" y="-0.3" width="1.6" height="1.6"><feDropShadow dx="${stream.between(-2, 2).toFixed(1)}" dy="${stream.between(0.5, 2.5).toFixed(1)}" stdDeviation="${stream.between(0.6, 1.8).toFixed(1)}" flood-opacity="0.45"/></filter>`;
  const drawing = inner(picture);
  const copies = placements(photo, stream).map(
    (transform) => `<g transform="${transform}"><g filter="url(#shadow)">${drawing}</g></g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${background}${shadow}${copies.join('')}</svg>`;
}

/** One large picture, sometimes with one or two smaller ones beside it. */
function placements({ width, height }: SamplePhoto, stream: RandomStream): string[] {
  const side = Math.min(width, height);
  const main = place(
    stream,
    [width * stream.between(0.4, 0.6), height * stream.between(0.42, 0.6)],
    side * stream.between(0.5, 0.82),
  );
  const extras = stream.next() < 0.25 ? 1 + stream.below(2) : 0;
  const beside = Array.from({ length: extras }, () =>
    place(
      stream,
      [width * stream.between(0.1, 0.9), height * stream.between(0.1, 0.9)],
      side * stream.between(0.2, 0.35),
    ),
  );
  return [...beside, main];
}

function place(stream: RandomStream, [x, y]: readonly [number, number], side: number): string {
  const angle = stream.between(-28, 28).toFixed(1);
  const scale = side / pictureSide;
  const mirror = stream.next() < 0.5 ? -1 : 1;
  const middle = pictureSide / 2;
  return `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle}) scale(${(mirror * scale).toFixed(3)} ${scale.toFixed(3)}) translate(${-middle} ${-middle})`;
}

/** What a picture's SVG element holds. */
function inner(picture: string): string {
  return picture.slice(picture.indexOf('>', picture.indexOf('<svg')) + 1, picture.lastIndexOf('</svg>'));
}
