import type { Part, SkippedFile } from '../dataset.ts';

/** What jobs answer with that share photos out. */

export interface FindGroupsResult {
  /** The largest first. */
  readonly groups: readonly SubjectGroup[];
}

export interface WriteSplitResult {
  readonly out: string;
  readonly photos: number;
}

export interface SplitResult {
  readonly out: string;
  readonly mode: 'list' | 'copy' | 'move';
  readonly classes: readonly { readonly name: string; readonly counts: Readonly<Record<Part, number>> }[];
  readonly skipped: readonly SkippedFile[];
  /** Pictures that are there more than once and were kept in one part; null where none was looked for. */
  readonly keptTogether: number | null;
  /** What was kept together by the rules, the largest first; null where no rule was given. */
  readonly subjects: readonly SubjectGroup[] | null;
}

/** Photos of one subject, video or burst: two and more. */
export interface SubjectGroup {
  /** What they have in common: part of a file's name, a folder, a cell of a CSV, a camera and a time. */
  readonly name: string;
  readonly paths: readonly string[];
}

export interface WriteFoldsResult {
  /** Folders with the split files, fold after fold. */
  readonly folds: readonly string[];
}

export interface UndoSplitResult {
  readonly out: string;
  readonly restored: number;
  /** Files left where they are, because they were changed since the split. */
  readonly leftInPlace: readonly string[];
}
