/** A lock that was not renewed for this long while it was watched, in ms, belongs to nobody. */
const staleAfter = 60_000;

export interface RenewalWatch {
  /** `state`: what changes with every renewal. True once it has stayed the same for a minute. */
  isStale(state: string): boolean;
}

/** Watches a lock by a clock that only goes on, whatever a person does to the system's. `now`: milliseconds of it. */
export function watchRenewal(now: () => number = () => performance.now()): RenewalWatch {
  let [seen, since] = ['', now()];
  return {
    isStale(state) {
      if (state !== seen) [seen, since] = [state, now()];
      return now() - since > staleAfter;
    },
  };
}
