/** What the file system can refuse. */
export interface StorageErrors {
  'permission-denied': { path: string; operation: 'read' | 'write' };
  'disk-full': { path: string };
  'file-damaged': { file: string; detail: string };
  'locked-by-other': { path: string; pid: number };
}
