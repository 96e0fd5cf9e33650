import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutSquare } from '../images/cut-square.ts';
import { surroundPicture } from './surround-picture.ts';

it('is cut out again as it was, whatever the sizes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 6 }), (side, more) => {
      const picture = Uint8Array.from({ length: side * side * 3 }, (_, place) => place % 251);
      const outer = side + more;
      const data = surroundPicture(picture, side, outer);
      expect(cutSquare({ data, width: outer, height: outer }, side, null)).toEqual(picture);
    }),
  );
});
