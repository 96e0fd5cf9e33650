import type { DatasetLayout, Part, Photo, SkippedFile } from '../../shared/dataset.ts';

/** What a scan found. */
export interface ScannedDataset {
  /** Absolute path that the photos' paths are relative to. */
  readonly folder: string;
  readonly layout: DatasetLayout;
  /** Sorted by code point, in NFC; for a list in the order of its labels. Folders without photos are no class. */
  readonly classes: readonly string[];
  /** By class, then by path. `part` is null where the data set is not split. */
  readonly photos: readonly (Photo & { readonly part: Part | null })[];
  readonly skipped: readonly SkippedFile[];
  /** Photos that are used although their name says another type, such as a PNG named .jpg. */
  readonly misnamed: readonly MisnamedPhoto[];
  /** Of the split that wrote the folder; null for all other layouts. */
  readonly seed: number | null;
}

export interface MisnamedPhoto {
  readonly path: string;
  /** What the content is. */
  readonly type: string;
}
