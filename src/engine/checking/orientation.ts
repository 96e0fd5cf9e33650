/**
 * The eight ways to turn and mirror a square. A number from 0: its bits mirror left and right (1), mirror top and bottom
 * (2), and swap rows and columns before that (4); 0 leaves the square as it is.
 */
export const orientations = [0, 1, 2, 3, 4, 5, 6, 7] as const;
export type Orientation = (typeof orientations)[number];

export const mirrorsColumns = (orientation: Orientation): boolean => (orientation & 1) !== 0;
export const mirrorsRows = (orientation: Orientation): boolean => (orientation & 2) !== 0;
export const swapsAxes = (orientation: Orientation): boolean => (orientation & 4) !== 0;

/** A square picture of one value a pixel, turned. */
export function turned(picture: Uint8Array, size: number, orientation: Orientation): Uint8Array {
  if (orientation === 0) return picture;
  const result = new Uint8Array(picture.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const y = mirrorsRows(orientation) ? size - 1 - row : row;
      const x = mirrorsColumns(orientation) ? size - 1 - column : column;
      result[row * size + column] = picture[swapsAxes(orientation) ? x * size + y : y * size + x]!;
    }
  return result;
}
