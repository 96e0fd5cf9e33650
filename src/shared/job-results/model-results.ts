import type { ExportOptions } from '../export-formats.ts';
import type { Preprocessing } from '../network.ts';
import type { OpenedFile } from '../run-files.ts';
import type { EvaluateResult } from './evaluation-results.ts';

/** What jobs answer with by which models leave Thaw and come back. */

export interface ExportResult extends ExportOptions {
  readonly format: string;
  readonly files: readonly string[];
  readonly out: string;
  /** Largest difference of a probability between the exported file, read back, and Thaw's own model. */
  readonly maxDifference: number;
  /** The mean of these differences over all pictures and classes. */
  readonly meanDifference: number;
  /** On how many of the pictures the likeliest class is the same, whether it stands or not. */
  readonly sameTopClass: number;
  /** The same of how familiar a photo is; null where the model's rule does not look at that. */
  readonly maxFamiliarityDifference: number | null;
  /** Photos or made pictures it was compared on, and on how many it gives Thaw's own answer, "none of these" too. */
  readonly comparedOn: number;
  readonly sameAnswers: number;
  /** Peak resident memory of the job process. */
  readonly peakMemoryBytes: number;
  /** What read the file back, with its version, such as `h5wasm 0.10.3`. */
  readonly openedWith: string;
  /** Of all files together. */
  readonly bytes: number;
  readonly seconds: number;
}

export interface ImportModelResult {
  readonly run: string;
  /** What opened.json says of the file. */
  readonly opened: OpenedFile;
  /** In Thaw's order. */
  readonly classes: readonly string[];
  readonly layers: number;
  /** Numbers in all weights. */
  readonly parameters: number;
  /** Side of the picture, in pixels. */
  readonly size: number;
  readonly preprocessing: Preprocessing;
  /** On the photos that were named; null: none were. */
  readonly measured: EvaluateResult | null;
  readonly seconds: number;
}
