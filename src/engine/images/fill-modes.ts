import { assertNever } from '../../shared/assert-never.ts';
import type { FillMode } from '../../shared/augmentation.ts';

/** Where a coordinate beyond the edges is looked up, on one axis; null: nowhere, there the fill's value is taken. */
export type Lookup = (place: number) => number | null;

/**
 * The lookups of scipy.ndimage for linear interpolation (`order=1`), which Keras takes: places from 0 to `last`, that
 * of the last pixel. All three work in any unit that `last` and `pixel`, the distance of two pixels, are given in.
 * nearest: a a|a b c d|d d; constant: k k|a b c d|k k; reflect: b a|a b c d|d c; wrap: in scipy's own way, in which
 * the last pixel and the first are one place, so that the picture repeats after `last`. Source: scipy 1.16,
 * scipy/ndimage/src/ni_interpolation.c, map_coordinate.
 */
export function lookupOf(fill: FillMode, last: number, pixel: number): Lookup {
  switch (fill) {
    case 'nearest':
      return (place) => (place < 0 ? 0 : place > last ? last : place);
    case 'constant':
      return (place) => (place < 0 || place > last ? null : place);
    case 'reflect':
      return (place) => {
        const period = 2 * (last + pixel);
        const within = modulo(place, period);
        const folded = within > last + pixel / 2 ? period - pixel - within : within;
        // Half a pixel beyond an edge, the edge and its image are equal.
        return folded < 0 ? 0 : folded > last ? last : folded;
      };
    case 'wrap':
      return (place) =>
        last === 0
          ? 0
          : place < 0
            ? place + last * (1 + Math.trunc(-place / last))
            : place > last
              ? place % last
              : place;
    default:
      return assertNever(fill);
  }
}

function modulo(value: number, period: number): number {
  return ((value % period) + period) % period;
}
