/** Nodes that a batch's losses are worked out from; all of float32. */
export interface LossInputs {
  /** [batch, numOutputs]. */
  readonly logits: string;
  /** Of the logits' shape: 0 and 1, or one-hot. */
  readonly targets: string;
  /** [batch, 1]: each photo's weight over the number of photos. */
  readonly shares: string;
}

/** Losses [batch, 1], and their slopes by the logits. */
export interface PhotoLosses {
  readonly losses: string;
  readonly slope: string;
}
