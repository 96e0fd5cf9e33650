/** What the file system can refuse. */
export interface StorageErrors {
  'permission-denied': { path: string; operation: 'read' | 'write' };
  'disk-full': { path: string };
  /** It is not there any more, or does not answer, such as on a USB drive that was pulled out. */
  'drive-gone': { path: string };
  'too-many-open-files': { path: string };
  'file-damaged': { file: string; detail: string };
  /**
   * `pid`: 0 where the lock does not say. `machine`: the other computer's name; null: this one, or untold. Its lock is taken
   * over when it was not renewed for so many minutes.
   */
  'locked-by-other': { path: string; pid: number; machine: string | null; freeAfterMinutes: number };
}
