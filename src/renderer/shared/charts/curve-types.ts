import type { EpochEvent } from '../../../shared/job-events.ts';

/** One run's epochs in the charts. `this` is drawn in the hues of its phases, `other` in grey, named at its end. */
export interface CurveSeries {
  readonly name: string;
  readonly epochs: readonly EpochEvent[];
  readonly kind: 'this' | 'other';
}

/** A phase of the run that the charts are about. */
export interface CurvePhase {
  /** Such as `Block 5 thawed`. */
  readonly title: string;
  /** As planned; what was trained counts once the phase is over. */
  readonly epochs: number;
  /** More than the head learns: warm, else ice. */
  readonly thawed: boolean;
}

/** What a curve shows of an epoch. */
export type Measure = 'accuracy' | 'loss';
