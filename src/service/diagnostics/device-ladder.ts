import { backendNames } from '../../shared/backends.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';

/** A way to compute, from the fastest down, and whether it was taken. */
export type LadderRung =
  | { readonly backend: string; readonly state: 'taken' }
  | { readonly backend: string; readonly state: 'passed-over'; readonly reason: string }
  /** Not tried, since one before it opened. */
  | { readonly backend: string; readonly state: 'slower' };

/** Without facts no backend opened; what that error says of each of them is not taken apart again. */
export function deviceLadder(facts: BackendFacts | null): LadderRung[] {
  if (facts === null) return [];
  const { backend, passedOver } = facts;
  const told = new Set([backend, ...passedOver.map((rung) => rung.backend)]);
  return [
    ...passedOver.map((rung) => ({ ...rung, state: 'passed-over' as const })),
    { backend, state: 'taken' },
    ...backendNames
      .filter((name) => !told.has(name))
      .map((name) => ({ backend: name, state: 'slower' as const })),
  ];
}
