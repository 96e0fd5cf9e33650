import type { SkippedFile } from '../dataset.ts';
import type { Evaluation } from '../run-files.ts';
import type { Acceptance } from '../statistics/acceptance-curve.ts';
import type { AcceptanceRule } from '../statistics/acceptance.ts';
import type { MeasuredMethod } from '../test-methods.ts';

/** What jobs answer with that ask a finished run. */

/** Ways to test a run, the plain one first. */
export interface TestMethodsResult {
  readonly run: string;
  readonly methods: readonly MeasuredMethod[];
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

export interface EvaluateResult {
  readonly run: string;
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  /** What the run's rule for "none of these" does to them; null where it has none. */
  readonly acceptance: {
    readonly rule: AcceptanceRule;
    readonly test: Acceptance | null;
    readonly validation: Acceptance | null;
  } | null;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** Two runs on the test photos that both have, by McNemar's exact test (statistics/mcnemar.ts). */
export interface RunComparison {
  readonly run: string;
  readonly against: string;
  /** Test photos that both runs were measured on. */
  readonly count: number;
  readonly bothRight: number;
  /** Right by `run` alone. */
  readonly onlyFirstRight: number;
  /** Right by `against` alone. */
  readonly onlySecondRight: number;
  /** Test photos of one of the two that the other was not measured on. */
  readonly leftOut: number;
  /** How likely a difference as large as this is between models that are equally good, 0 to 1. */
  readonly pValue: number;
}

export interface PredictResult {
  readonly run: string;
  readonly predicted: number;
  /** Answered "none of these"; they are not among the counts. */
  readonly refused: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

export interface ReportResult {
  readonly run: string;
  /** Absolute path of the HTML file. */
  readonly out: string;
  readonly bytes: number;
  /** Mistakes shown, and how many of their photos could not be. */
  readonly mistakes: number;
  readonly photosMissing: number;
}
