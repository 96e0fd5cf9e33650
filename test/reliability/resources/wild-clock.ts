import { writeFileSync } from 'node:fs';
import type { TroubleBench } from './trouble-bench.ts';

const trouble = 'clock jumps';

/** Every process of the call has a clock that jumps by a year, back and forth, every so many times that it is asked. */
export async function withWildClock(bench: TroubleBench, every: readonly number[]): Promise<void> {
  const file = bench.fresh('clock') + '.cjs';
  for (const times of every) {
    writeFileSync(file, wildClock(times));
    const environment = { NODE_OPTIONS: `--require ${file}` };
    await bench.train({
      trouble,
      when: `at every ${times}. look, training`,
      codes: ['none'],
      place: { ...bench.place, home: bench.freshHome(), environment },
    });
  }
}

/** A program that is loaded before all others; times of files are still the system's. */
function wildClock(every: number): string {
  return `
const Real = Date;
let looks = 0;
const year = 365 * 24 * 3600 * 1000;
const now = () => Real.now() + [0, year, 0, -year][Math.floor(++looks / ${every}) % 4];
globalThis.Date = class Date extends Real {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now()] : parts));
  }
  static now() {
    return now();
  }
};
`;
}
