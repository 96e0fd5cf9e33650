import type { ExportForm, ExportFormatFacts } from '../../shared/export-formats.ts';
import type { NetworkSpec, Preprocessing } from '../../shared/network.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { storedImage } from '../images/fit-square.ts';

/** What an exported model of the form `photo` does before its network. */
export interface PhotoFront {
  /** Any height and width is resized to it, bilinear and antialiased; null: photos come in the network's size. */
  readonly resizeTo: readonly [height: number, width: number] | null;
  /** What is then cut off at each side, where that is larger than the network's input; null: nothing. */
  readonly cut: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  } | null;
  readonly preprocessing: Preprocessing;
}

/** What a model is written as: its form, and what it then does to photos by itself. */
export interface WrittenAs extends Pick<ExportFormatFacts, 'resizes' | 'shapes'> {
  readonly form: ExportForm;
}

/** What is done to a photo's shape, and where. */
export function resizesInside(
  image: Pick<ImageConfig, 'fit'>,
  { form, resizes, shapes = false }: WrittenAs,
): boolean {
  // Padding depends on the photo's shape: no layer does it as Thaw does, but a graph's operations.
  return form === 'photo' && resizes && (shapes || image.fit !== 'pad');
}

/** `resizes`: whether the format can (ExportFormatFacts). */
export function photoFront(
  { inputShape: [height, width], preprocessing }: Pick<NetworkSpec, 'inputShape' | 'preprocessing'>,
  image: ImageConfig,
  resizes: boolean,
): PhotoFront {
  if (!resizesInside(image, { form: 'photo', resizes })) return { resizeTo: null, cut: null, preprocessing };
  const { size } = storedImage(image);
  return { resizeTo: [size, size], cut: cutTo(size, height, width), preprocessing };
}

/** As cutSquare: rounded to the left and top. */
function cutTo(size: number, height: number, width: number): PhotoFront['cut'] {
  if (size === height && size === width) return null;
  const [top, left] = [(size - height) >> 1, (size - width) >> 1];
  return { top, bottom: size - height - top, left, right: size - width - left };
}
