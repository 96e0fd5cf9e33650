import type { Stage } from '../job-events.ts';

/** How far a job is that a person waits for. */
export interface ComputingView {
  readonly kind: 'computing';
  readonly stage: Stage;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
}
