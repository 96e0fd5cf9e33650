import type { MeasuredMethod } from '../test-methods.ts';

/** What `runs.test` sends; it ends with `tested`. */
export type TestNews =
  | { readonly kind: 'testing'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'tested'; readonly methods: readonly MeasuredMethod[] };
