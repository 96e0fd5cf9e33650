/** A range of shares, 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * The 95 % interval of a share of which `correct` of `count` were seen. Source: E. B. Wilson, "Probable inference,
 * the law of succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927), 209-212, without continuity
 * correction: (p + z2/2n ± z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n). With `count` 0 nothing is known: 0 to 1.
 */
export function wilsonInterval(correct: number, count: number): Interval {
  if (!Number.isInteger(correct) || !Number.isInteger(count) || correct < 0 || correct > count)
    throw new RangeError(`no share: ${correct} of ${count}`);
  if (count === 0) return { low: 0, high: 1 };
  const share = correct / count;
  const zz = (z * z) / count;
  const middle = share + zz / 2;
  const reach = z * Math.sqrt((share * (1 - share)) / count + zz / (4 * count));
  // At the ends the formula gives exactly 0 and 1; rounding must not step over them.
  return {
    low: correct === 0 ? 0 : (middle - reach) / (1 + zz),
    high: correct === count ? 1 : (middle + reach) / (1 + zz),
  };
}
