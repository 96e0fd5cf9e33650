/** The tutorial's exponential smoothing: each point is `factor` of the one before and the rest of its own value. */
export function smooth(values: readonly number[], factor = 0.8): readonly number[] {
  const smoothed: number[] = [];
  for (const value of values) {
    const before = smoothed.at(-1);
    smoothed.push(before === undefined ? value : factor * before + (1 - factor) * value);
  }
  return smoothed;
}
