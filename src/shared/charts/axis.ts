/** Tick marks of the charts' axes: round numbers, few enough to be read. */

export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  /** From low to high, both included. */
  readonly ticks: readonly number[];
  /** Decimals that tell the ticks apart. */
  readonly digits: number;
}

const epochSteps = [1, 2, 5, 10, 15, 20, 25, 50, 100, 150, 200, 250, 500, 1000, 1500, 2000, 2500, 5000];

/** Epochs to mark on an axis from 1 to `last`: the first, round ones, and the last; at most `most` + 1. */
export function epochTicks(last: number, most = 6): readonly number[] {
  if (last <= 1) return [1];
  const step = epochSteps.find((candidate) => last / candidate <= most) ?? Math.ceil(last / most);
  const round = Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step);
  const inside = round.filter((epoch) => epoch > 1 + step * 0.4 && epoch < last - step * 0.4);
  return [1, ...inside, last];
}

/** From a round share below the lowest value to 1, in steps of 1, 2, 5, 10 or 20 %. */
export function accuracyAxis(values: readonly number[]): ValueAxis {
  const lowest = smallest(values);
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((candidate) => (1 - lowest) / candidate <= 5.5) ?? 0.2;
  const steps = Math.min(Math.round(1 / step), Math.max(1, Math.ceil((1 - lowest) / step - 1e-9)));
  return axis(1 - steps * step, step, steps, 0);
}

/** From 0 to a round value above the highest. */
export function lossAxis(values: readonly number[]): ValueAxis {
  const highest = largest(values);
  const power = 10 ** Math.floor(Math.log10(highest / 3));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => highest / candidate <= 4) ?? power;
  const steps = Math.max(1, Math.ceil(highest / step - 1e-9));
  return axis(0, step, steps, Math.max(1, Math.ceil(-Math.log10(step) - 1e-9)));
}

function axis(low: number, step: number, steps: number, digits: number): ValueAxis {
  const ticks = Array.from({ length: steps + 1 }, (_, index) => Number((low + index * step).toPrecision(10)));
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks, digits };
}

function smallest(values: readonly number[]): number {
  const found = values.reduce((least, value) => Math.min(least, value), 1);
  return values.length === 0 ? 0.5 : Math.max(0, Math.min(found, 0.999));
}

function largest(values: readonly number[]): number {
  const found = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  return found > 0 ? found : 1;
}
