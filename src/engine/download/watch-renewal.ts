/** Milliseconds that one look counts at most: where waiter and holder slept, as a closed laptop does, nothing was watched. */
const mostPerLook = 1_000;

export interface RenewalWatch {
  /** `state`: what changes with every renewal. True once it has stayed the same for long enough. */
  isStale(state: string): boolean;
}

/**
 * Watches a lock by a clock that only goes on, whatever a person does to the system's. `staleAfter`: milliseconds of
 * watching without a renewal. `now`: the clock, in milliseconds.
 */
export function watchRenewal(staleAfter: number, now = (): number => performance.now()): RenewalWatch {
  let [seen, watched, looked] = ['', 0, now()];
  return {
    isStale(state) {
      const passed = Math.min(now() - looked, mostPerLook);
      watched = state === seen ? watched + passed : 0;
      [seen, looked] = [state, now()];
      return watched > staleAfter;
    },
  };
}
