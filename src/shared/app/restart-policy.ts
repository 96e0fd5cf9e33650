/** How often and how soon a service that died is started again; for `thaw serve` and for the window. */
export interface RestartPolicy {
  /** Milliseconds before the first, second and every further try. */
  readonly delays: readonly number[];
  /** A service that lived so long, in milliseconds, has recovered: counting begins anew. */
  readonly recoveredAfter: number;
  /** So many early deaths in a row are the last. */
  readonly mostDeaths: number;
}

export const restartPolicy: RestartPolicy = {
  delays: [250, 1_000, 2_000, 5_000, 10_000],
  recoveredAfter: 60_000,
  mostDeaths: 6,
};

export type NextStart =
  | { readonly kind: 'restart'; readonly afterMs: number; readonly deaths: number }
  | { readonly kind: 'give-up'; readonly deaths: number };

/**
 * What follows a death.
 * @param deaths early deaths in a row before this one; the `deaths` of the last answer, 0 at first.
 * @param livedMs how long the service was up this time.
 */
export function afterDeath(
  deaths: number,
  livedMs: number,
  policy: RestartPolicy = restartPolicy,
): NextStart {
  const inARow = livedMs >= policy.recoveredAfter ? 1 : deaths + 1;
  if (inARow >= policy.mostDeaths) return { kind: 'give-up', deaths: inARow };
  const afterMs = policy.delays[Math.min(inARow, policy.delays.length) - 1] ?? 0;
  return { kind: 'restart', afterMs, deaths: inARow };
}
