import type { Advice } from '../../shared/advice/advice.ts';
import type { RunFacts } from '../../shared/advice/run-facts.ts';
import type { DatasetLayout } from '../../shared/dataset.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import type { Evaluation, RunConfig } from '../../shared/run-files.ts';
import type { AcceptanceRule } from '../../shared/statistics/acceptance.ts';
import type { Acceptance } from '../../shared/statistics/acceptance-curve.ts';

/** A mistake with its pictures. */
export interface ReportedMistake {
  /** The file's name, without its folders. */
  readonly file: string;
  readonly className: string;
  readonly answer: string;
  /** Of the answer. */
  readonly probability: number;
  /** JPEG; null where the photo cannot be shown any more. */
  readonly photo: Uint8Array | null;
  /** The photo under its heat layer, JPEG; null where there is none. */
  readonly why: Uint8Array | null;
  /** Why there is no photo: it is gone, not the one that was measured, or cannot be read. */
  readonly missing: 'missing' | 'changed' | 'unreadable' | null;
}

/** A run's rule for "none of these" and what it does to each part; null for a part that was not measured. */
export interface ReportedRule {
  readonly rule: AcceptanceRule;
  /** The share of validation photos to answer that a person chose; null: Thaw's own choice. */
  readonly share: number | null;
  readonly validation: Acceptance | null;
  readonly test: Acceptance | null;
}

/** All that a report tells. Paths of the computer are none of it: a report is given to others. */
export interface ReportFacts {
  readonly name: string;
  /** The last part of the path of the photos' folder. */
  readonly folderName: string;
  readonly layout: DatasetLayout;
  readonly config: RunConfig;
  readonly facts: RunFacts;
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  /** null: every answer stands. */
  readonly acceptance: ReportedRule | null;
  readonly advice: readonly Advice[];
  readonly epochs: readonly EpochEvent[];
  /** The epoch whose weights are the model. */
  readonly bestEpoch: number | null;
  readonly splitSeed: number | null;
  readonly datasetSha256: string;
  /** null: the run has no model. */
  readonly modelSha256: string | null;
  readonly environment: Readonly<Record<string, unknown>>;
  /** Seconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
  readonly peakMemoryBytes: number | null;
  readonly mistakes: readonly ReportedMistake[];
  /** All mistakes on the photos measured; null where the answers were not kept. */
  readonly mistakeCount: number | null;
  readonly notes: string;
  /** Photos were compared for copies of one picture, beyond files of the same bytes. */
  readonly lookAlikesCompared: boolean;
}
