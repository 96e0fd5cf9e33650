import type { ImageConfig } from '../../shared/recipe.ts';
import { storedImage } from '../images/fit-square.ts';
import type { JudgingModel } from './export-format.ts';
import { resizesInside, type WrittenAs } from './photo-front.ts';

/** The model asked about pictures of the network's size, whatever size it takes itself. */
export function takingPictures(model: JudgingModel, image: ImageConfig, as: WrittenAs): JudgingModel {
  const outer = resizesInside(image, as) ? storedImage(image).size : image.size;
  return {
    rule: model.rule,
    answer: (pixels, count) => model.answer(surroundPicture(pixels, image.size, outer), count),
  };
}

/**
 * A square of `side` pixels of RGB bytes in the middle of one of `outer` pixels, black around, from where a model that
 * takes larger photos cuts it out again: rounded to the left and top, as cutSquare does.
 */
export function surroundPicture(picture: Uint8Array, side: number, outer: number): Uint8Array {
  if (outer <= side) return picture;
  const whole = new Uint8Array(outer * outer * 3);
  const before = (outer - side) >> 1;
  for (let row = 0; row < side; row++)
    whole.set(picture.subarray(row * side * 3, (row + 1) * side * 3), ((before + row) * outer + before) * 3);
  return whole;
}
