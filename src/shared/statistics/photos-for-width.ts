import { wilsonInterval } from './wilson-interval.ts';

const z = 1.959963984540054;

/**
 * How many photos it takes until the 95 % Wilson interval reaches at most `reach` (a share, above 0) to either side of its
 * middle, rounded up to two digits. The share that is planned with is the interval's middle of what was seen so far, not
 * what was seen: 7 right of 7 do not promise that none of the next will be wrong.
 */
export function photosForWidth(correct: number, count: number, reach: number): number {
  const { low, high } = wilsonInterval(correct, count);
  const share = (low + high) / 2;
  let [tooFew, enough] = [0, 1];
  while (halfWidth(share, enough) > reach) [tooFew, enough] = [enough, enough * 2];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (halfWidth(share, middle) > reach) tooFew = middle;
    else enough = middle;
  }
  const step = 10 ** Math.max(0, Math.floor(Math.log10(enough)) - 1);
  return Math.ceil(enough / step) * step;
}

/** As in wilson-interval.ts, for a share that no whole number of photos need give. */
function halfWidth(share: number, count: number): number {
  const zz = (z * z) / count;
  return (z * Math.sqrt((share * (1 - share)) / count + zz / (4 * count))) / (1 + zz);
}
