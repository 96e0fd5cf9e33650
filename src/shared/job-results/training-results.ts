import type { SkippedFile } from '../dataset.ts';
import type { RateCurve } from '../rate-sweep.ts';
import type { ComputeChoice } from '../recipe.ts';
import type { Evaluation } from '../run-files.ts';

/** What jobs answer with that train, or look how fast and at which rate that can be. */

export interface TrainResult {
  readonly run: string;
  /** null where there is no test part. */
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly seconds: number;
  /** Seconds by stage, measured. */
  readonly timings: Readonly<Record<string, number>>;
  /** Peak resident memory of the job process, bytes. */
  readonly peakMemoryBytes: number;
  readonly skipped: readonly SkippedFile[];
}

/** What the learning-rate finder saw. */
export interface RateResult extends RateCurve {
  /** Name of the phase. */
  readonly phase: string;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** Photos a second of this device for one recipe. */
export interface SpeedResult {
  /** What was found to be faster, or was asked for. */
  readonly precision: ComputeChoice['precision'];
  /** The frozen layers; null where a recipe caches nothing. */
  readonly caching: number | null;
  /** By phase: learning from, and only looking at, photos that are ready. */
  readonly phases: readonly { readonly training: number; readonly measuring: number }[];
}
