/** What one kind of attempt came to. */
export interface Tally {
  /** What was done. */
  readonly name: string;
  tried: number;
  /** How attempts ended, and how often. */
  readonly ends: Map<string, number>;
  /** What ought not to have happened. */
  readonly faults: string[];
}

export function newTally(name: string): Tally {
  return { name, tried: 0, ends: new Map(), faults: [] };
}

/** Counts one attempt; `fault`: what is wrong with its end, or null. */
export function count(tally: Tally, end: string, fault: string | null): void {
  tally.tried += 1;
  tally.ends.set(end, (tally.ends.get(end) ?? 0) + 1);
  if (fault !== null) tally.faults.push(`${tally.name}: ${fault}`);
}
