/** What can go wrong with a folder of photos, a list, or a split. */
export interface DatasetErrors {
  'folder-not-found': { folder: string };
  'not-a-folder': { path: string; type: string };
  'no-classes': { folder: string; photosAtTop: number };
  'one-class-only': { folder: string; className: string };
  'class-too-small': { className: string; count: number; needed: number; reason: string };
  'classes-differ-between-parts': { folder: string; part: string; missing: readonly string[]; extra: readonly string[] };
  'no-training-part': { folder: string };
  'list-line-invalid': { file: string; line: number; text: string; expected: string };
  'list-labels-not-consecutive': { file: string; expected: number; found: readonly number[] };
  'split-sum-invalid': { text: string; sum: number };
  'split-spec-invalid': { text: string; expected: string };
  'split-destination-taken': { folder: string };
  'split-destination-inside-source': { folder: string; source: string };
  'split-file-taken': { file: string };
  'split-verify-failed': { from: string; to: string };
  'split-journal-missing': { folder: string };
  'split-journal-damaged': { file: string; line: number };
  'split-source-changed': { file: string };
}
