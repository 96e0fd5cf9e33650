import type { IndexedPhoto } from '../../shared/indexed-photo.ts';

/** Who wants each photo as soon as it is read, and may know it from an earlier reading. */
export interface ScanWatcher {
  /** What an earlier reading found at this path; the file is not read again where its stamp is the same. */
  recall(path: string): IndexedPhoto | null;
  found(photo: IndexedPhoto): void;
}
