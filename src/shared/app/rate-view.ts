import type { RateResult } from '../job-results/training-results.ts';
import type { ComputingView } from './computing-view.ts';

/** What `training.findRate` sends; it ends with `found`. */
export type RateNews = ComputingView | { readonly kind: 'found'; readonly result: RateResult };
