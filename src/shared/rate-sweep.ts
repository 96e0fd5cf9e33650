/**
 * The learning-rate finder: a few training steps at ever higher rates, and what their losses tell. Source: L. Smith,
 * "Cyclical learning rates for training neural networks", 2017, section 3.3.
 */

export interface SweptStep {
  readonly rate: number;
  /** Of the step's batch, before its update. */
  readonly loss: number;
}

export interface RateCurve {
  readonly points: readonly (SweptStep & {
    /** Without the noise of single batches. */
    readonly smoothed: number;
  })[];
  /** Where the smoothed loss is lowest; above it training breaks up. */
  readonly lowest: number;
  /** Where the smoothed loss falls fastest; null where it never fell. */
  readonly steepest: number | null;
  /** A rate to train with, two digits: the steepest, or a tenth of the lowest where that is less; null as above. */
  readonly suggestion: number | null;
}

/** Rates from `first` to `last`, each by the same factor above the one before. */
export function sweptRates(first: number, last: number, steps: number): readonly number[] {
  return Array.from(
    { length: steps },
    (_, step) => first * (last / first) ** (step / Math.max(1, steps - 1)),
  );
}

const share = 0.1;
const patience = 10;

/**
 * Tells after each loss whether the sweep has seen enough: its running mean is four times the lowest so far, after
 * some steps, or the loss is no number any more.
 */
export function divergenceWatch(): (loss: number) => boolean {
  let [mean, weight, lowest, steps] = [0, 0, Infinity, 0];
  return (loss) => {
    if (!Number.isFinite(loss)) return true;
    mean += share * (loss - mean);
    weight += share * (1 - weight);
    const running = mean / weight;
    lowest = Math.min(lowest, running);
    return ++steps > patience && running > 4 * lowest;
  };
}

/** Steps on either side that are smoothed over, with weights that fall in a straight line. */
const reach = 5;
/** What the smoothed loss must have fallen by before anything is suggested, as a share of where it began. */
const leastFall = 0.02;

/** Smooths the losses and finds where they fall. At least one step; all losses finite. */
export function rateCurve(steps: readonly SweptStep[]): RateCurve {
  const points = steps.map((step, index) => ({ ...step, smoothed: smoothedAt(steps, index) }));
  const lowest = points.reduce(
    (best, { smoothed }, index) => (smoothed < points[best]!.smoothed ? index : best),
    0,
  );
  const fallen = points[0]!.smoothed - points[lowest]!.smoothed;
  const steepest = fallen > leastFall * points[0]!.smoothed ? steepestBefore(points, lowest) : null;
  const rateAt = (index: number): number => points[index]!.rate;
  const suggestion = steepest === null ? null : Math.min(rateAt(steepest), rateAt(lowest) / 10);
  return {
    points,
    lowest: rateAt(lowest),
    steepest: steepest === null ? null : rateAt(steepest),
    suggestion: suggestion === null ? null : Number(suggestion.toPrecision(2)),
  };
}

function smoothedAt(steps: readonly SweptStep[], index: number): number {
  let [sum, weights] = [0, 0];
  for (let at = Math.max(0, index - reach); at <= Math.min(steps.length - 1, index + reach); at++) {
    const weight = reach + 1 - Math.abs(at - index);
    sum += weight * steps[at]!.loss;
    weights += weight;
  }
  return sum / weights;
}

/** The index, below `end`, where the loss falls most from one rate to the next. */
function steepestBefore(points: RateCurve['points'], end: number): number {
  let [steepest, most] = [0, -Infinity];
  for (let index = 0; index < end; index++) {
    const fall = points[index]!.smoothed - points[index + 1]!.smoothed;
    if (fall > most) [steepest, most] = [index, fall];
  }
  return steepest;
}
