import type { RateResult } from '../job-results.ts';
import type { Stage } from '../job-events.ts';

/** What `training.findRate` sends; it ends with `found`. */
export type RateNews =
  | {
      readonly kind: 'computing';
      readonly stage: Stage;
      readonly done: number;
      /** Null while it is not known. */
      readonly total: number | null;
    }
  | { readonly kind: 'found'; readonly result: RateResult };
