/** One side of a comparison. */
export interface Contestant {
  readonly name: string;
  /** How much was done in a second, or another number of which more is better. */
  readonly run: () => Promise<number>;
}

/**
 * Lets contestants take turns, round after round, so that a machine whose speed drifts treats them alike. The first
 * turn of each warms it up and does not count. By name, one number a round.
 */
export async function compareRounds(
  rounds: number,
  contestants: readonly Contestant[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const seen = new Map(contestants.map(({ name }): [string, number[]] => [name, []]));
  for (const contestant of contestants) await contestant.run();
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of contestants) seen.get(name)!.push(await run());
    const line = contestants.map(({ name }) => `${name} ${seen.get(name)!.at(-1)!.toFixed(1)}`);
    console.log(`round ${round + 1}: ${line.join(', ')}`);
  }
  return seen;
}

/** First over second, round by round. */
export function pairedRatios(first: readonly number[], second: readonly number[]): readonly number[] {
  return first.map((value, round) => value / second[round]!);
}
