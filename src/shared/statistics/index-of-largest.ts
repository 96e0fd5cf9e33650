/**
 * Index of the largest value, such as that of the likeliest class; of equal ones the first. What is not a number is
 * never the largest; 0 where nothing is a number.
 */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++)
    if (values[index]! > values[best]! || Number.isNaN(values[best]!)) best = index;
  return Number.isNaN(values[best]!) ? 0 : best;
}
