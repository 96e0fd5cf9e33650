/** What can go wrong with a folder of photos, a list, or a split. */
export interface DatasetErrors {
  /** `missing`: their usual names. */
  'idx-files-missing': { folder: string; missing: readonly string[] };
  'idx-damaged': { file: string; detail: string };
  'folder-not-found': { folder: string };
  'not-a-folder': { path: string; type: string };
  'no-classes': { folder: string; photosAtTop: number };
  'one-class-only': { folder: string; className: string };
  /** Two or more folders beside each other are data sets of their own; which one is meant is not ours to guess. */
  'several-datasets': { folder: string; found: readonly string[] };
  'class-too-small': { className: string; count: number; needed: number; reason: ClassTooSmallReason };
  'classes-differ-between-parts': {
    folder: string;
    part: string;
    missing: readonly string[];
    extra: readonly string[];
  };
  'no-training-part': { folder: string };
  /** Several folders beside each other name the same part, such as `val` and `validation`. */
  'split-parts-ambiguous': { folder: string; part: string; found: readonly string[] };
  'list-line-invalid': { file: string; line: number; text: string; expected: ListLineExpectation };
  'list-labels-not-consecutive': { file: string; expected: number; found: readonly number[] };
  'list-photos-missing': { file: string; folder: string; count: number };
  'split-sum-invalid': { text: string; sum: number };
  'split-spec-invalid': { text: string; expected: SplitSpecExpectation };
  'group-pattern-invalid': { pattern: string; detail: string };
  /** It takes without end on some file names, as nested repeats do. */
  'group-pattern-slow': { pattern: string; seconds: number };
  /** Which photos belong together is being found out; until then there is no split. */
  'groups-pending': { project: string };
  'group-file-missing': { file: string };
  /** A CSV without the column asked for, or without one of `fileColumns` for the files. */
  'group-file-invalid': {
    file: string;
    column: string;
    found: readonly string[];
    fileColumns: readonly string[];
  };
  'split-destination-taken': { folder: string };
  'split-destination-inside-source': { folder: string; source: string };
  'split-file-taken': { file: string };
  'split-file-damaged': { file: string; detail: string };
  'split-from-newer-version': { file: string; version: number; supported: number };
  /** A copy or move stopped half-way: it can be undone or gone on with. */
  'split-unfinished': { folder: string; mode: string };
  'split-verify-failed': { from: string; to: string };
  'split-journal-missing': { folder: string };
  'split-journal-damaged': { file: string; line: number };
  /** An undo is done, but for files that were changed since. */
  'split-left-in-place': { folder: string; count: number };
  'split-source-changed': { file: string };
  'split-source-is-link': { file: string };
}

/**
 * parts: fewer photos than parts asked for. count: fewer than the counts asked for. identical-files: enough files,
 * but too many of them are the same, and identical files stay in one part. groups: too few groups of photos that stay
 * together.
 */
export type ClassTooSmallReason = 'parts' | 'count' | 'identical-files' | 'groups';

export type ListLineExpectation = 'path-and-label' | 'new-path' | 'text';

export type SplitSpecExpectation = 'ratio' | 'count' | 'train-above-zero';
