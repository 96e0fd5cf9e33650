/** What the file system can refuse. */
export interface StorageErrors {
  'permission-denied': { path: string; operation: 'read' | 'write' };
  'disk-full': { path: string };
  /** It is not there any more, or does not answer, such as on a USB drive that was pulled out. */
  'drive-gone': { path: string };
  'too-many-open-files': { path: string };
  'file-damaged': { file: string; detail: string };
  'locked-by-other': { path: string; pid: number };
}
