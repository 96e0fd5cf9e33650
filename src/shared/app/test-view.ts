import type { ComputingView } from './computing-view.ts';
import type { MeasuredMethod } from '../test-methods.ts';

/** What `runs.test` sends; it ends with `tested`. */
export type TestNews =
  ComputingView | { readonly kind: 'tested'; readonly methods: readonly MeasuredMethod[] };
