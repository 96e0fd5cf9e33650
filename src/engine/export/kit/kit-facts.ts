import type { ExportFormatName, ExportOptions } from '../../../shared/export-formats.ts';
import type { LabelsFile } from '../labels-file.ts';
import type { PreprocessingFile } from '../preprocessing-file.ts';
import type { Sample } from '../samples/sample-facts.ts';

/** How an export answered beside Thaw, as parity.json tells it. */
export interface Parity extends ExportOptions {
  readonly schemaVersion: 1;
  readonly thawVersion: string;
  readonly format: ExportFormatName;
  /** Test photos of the run, or made pictures, that both were asked about. */
  readonly photos: number;
  /** Of probabilities, over all photos and classes. */
  readonly maxDifference: number;
  readonly meanDifference: number;
  /**
   * A larger difference to a model with the same weights is a defect: the export is kept apart then. What float16 loses
   * comes on top.
   */
  readonly allowedDifference: number;
  /** Photos with the same answer, "none of these" included. */
  readonly sameAnswers: number;
  /** Photos with the same likeliest class, and their share of all. */
  readonly sameTopClass: number;
  readonly agreement: number;
  /** Of likenesses to the known photos; null where the rule does not look at them. */
  readonly maxFamiliarityDifference: number | null;
  /** What read the files back, with its version. */
  readonly openedWith: string;
}

/** All that a kit tells people. */
export interface KitFacts {
  readonly runName: string;
  readonly format: ExportFormatName;
  /** The file that a program opens. */
  readonly modelFile: string;
  readonly labels: LabelsFile;
  readonly preprocessing: PreprocessingFile;
  readonly parity: Parity;
  readonly samples: readonly Sample[];
  /** Whether report.html is there. */
  readonly report: boolean;
}

export const parityFileName = 'parity.json';
export const reportFileName = 'report.html';
