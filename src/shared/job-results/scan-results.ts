import type { DatasetLayout, Part, SkippedFile } from '../dataset.ts';

/** What jobs answer with that read photos, or make a folder of them. */

export interface ScanResult {
  readonly folder: string;
  readonly layout: DatasetLayout;
  readonly classes: readonly {
    readonly name: string;
    readonly counts: Readonly<Partial<Record<Part | 'all', number>>>;
  }[];
  readonly photos: number;
  readonly skipped: readonly SkippedFile[];
  /** Photos that are used although their name says another type; `type` is what they are. */
  readonly misnamed: readonly { readonly path: string; readonly type: string }[];
}

/** What remains to be told when all photos were told by events. */
export interface IndexPhotosResult {
  /** The folder that the photos' paths are relative to. */
  readonly folder: string;
  readonly layout: DatasetLayout;
  readonly skipped: readonly SkippedFile[];
}

export interface UnpackZipResult {
  readonly files: number;
  readonly bytes: number;
}

export interface UnpackIdxResult {
  readonly out: string;
  /** Their labels, in order. */
  readonly classes: readonly string[];
  readonly photos: Readonly<Record<'train' | 'test', number>>;
}

export interface SampleResult {
  /** Folder with one sub-folder per class. */
  readonly folder: string;
}
