/** Right answers among the test photos; an accuracy is shown with its interval, which these two give. */
export interface Score {
  readonly correct: number;
  readonly count: number;
}
