/** How many numbers a tensor of this shape holds; 1 of a single number, whose shape is empty. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1);
}
