/** The answers whose certainty lies in one tenth of 0 to 1. */
export interface ReliabilityBin {
  /** From here, exclusive but for 0, to `high`, inclusive. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Mean probability of the answers; null where there are none. */
  readonly confidence: number | null;
  /** Share of them that are right; null where there are none. */
  readonly accuracy: number | null;
}

const numBins = 10;

/**
 * A reliability diagram: whether of the answers that are 80 % sure 80 % are right. `confidences` are the answers'
 * probabilities, 0 to 1. Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017, section 2.
 */
export function reliabilityBins(
  confidences: readonly number[],
  right: readonly boolean[],
): readonly ReliabilityBin[] {
  const sums = Array.from({ length: numBins }, () => ({ count: 0, confidence: 0, right: 0 }));
  confidences.forEach((confidence, index) => {
    const bin = sums[Math.min(numBins - 1, Math.max(0, Math.ceil(confidence * numBins) - 1))]!;
    bin.count += 1;
    bin.confidence += confidence;
    if (right[index]) bin.right += 1;
  });
  return sums.map(({ count, confidence, right }, index) => ({
    low: index / numBins,
    high: (index + 1) / numBins,
    count,
    confidence: count === 0 ? null : confidence / count,
    accuracy: count === 0 ? null : right / count,
  }));
}

/** Mean distance between certainty and accuracy, weighted by the bins' photos, 0 to 1. Source: Guo et al., as above. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const distances = bins.map(({ count, confidence, accuracy }) =>
    count === 0 ? 0 : count * Math.abs(accuracy! - confidence!),
  );
  return total === 0 ? 0 : distances.reduce((sum, distance) => sum + distance, 0) / total;
}
