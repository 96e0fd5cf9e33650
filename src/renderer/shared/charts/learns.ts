/** What of a network learns in a phase. */
export type Learns =
  | { readonly kind: 'head' }
  | { readonly kind: 'from-block'; readonly block: number }
  | { readonly kind: 'from-layer'; readonly layer: string }
  | { readonly kind: 'all' }
  /** A network without a base. */
  | { readonly kind: 'scratch' };
