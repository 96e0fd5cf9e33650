/** The parts of a data set. `test` is sealed: never seen in training or in choosing the best epoch. */
export const parts = ['train', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

/** One usable photo of a data set. */
export interface Photo {
  /** Path relative to the data set's folder, with forward slashes; absolute where a list named it so. */
  readonly path: string;
  /** Index into `classes`. */
  readonly classIndex: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface SplitPhoto extends Photo {
  readonly part: Part;
}

/** How a folder's content was laid out when it was read. */
export type DatasetLayout = 'class-folders' | 'split-folders' | 'list' | 'thaw-split';

/** A data set ready for training: every photo has a part. */
export interface SplitDataset {
  /** Absolute path that the photos' paths are relative to. */
  readonly folder: string;
  readonly layout: DatasetLayout;
  /** Class names sorted by code point; the index is the label. */
  readonly classes: readonly string[];
  readonly photos: readonly SplitPhoto[];
  /** Seed of the split; null where the data set came already split. */
  readonly seed: number | null;
}

/** A file that was found and left out, with the reason as an error code of ../errors or one of the plain reasons. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: SkipReason;
  readonly detail: string;
}

export type SkipReason =
  | 'hidden'
  | 'system-folder'
  | 'nested-folder'
  | 'outside-class-folder'
  | 'broken-link'
  | 'link-outside'
  | 'link-loop'
  | 'not-an-image'
  | 'wrong-extension'
  | 'unreadable'
  | 'damaged'
  | 'too-large'
  | 'empty-file'
  | 'empty-class'
  | 'missing'
  /** Not the file any more whose hash was taken. */
  | 'changed';
