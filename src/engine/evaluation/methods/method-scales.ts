import type { ImageConfig } from '../../../shared/recipe.ts';
import type { TestMethod } from '../../../shared/test-methods.ts';
import { storedImage } from '../../images/fit-square.ts';

/** Between two scales, as in the source. */
const step = 32;
/** Photos of 256 pixels for crops of 224. */
const cropRoom = 256 / 224;

/**
 * The sides that photos are scaled to for a method, where none are given: S is that of the plain pictures. Several
 * scales: S - 32, S, S + 32, as far as a picture of the network's size can be cut from them; dense: S, or S + 32 where
 * the plain picture is not larger than the network's; crops: S, or 256/224 of the network's size.
 */
export function usualScales(method: TestMethod, image: ImageConfig): readonly number[] {
  const plain = storedImage(image).size;
  const { size } = image;
  switch (method) {
    case 'plain':
    case 'flip':
      return [];
    case 'scales':
      return [plain - step, plain, plain + step].filter((side) => side >= size);
    case 'dense':
    case 'dense-flip':
      return [plain > size ? plain : plain + step];
    case 'ten-crop':
    case 'multi-crop':
      return [plain > size ? plain : Math.round(size * cropRoom)];
  }
}
