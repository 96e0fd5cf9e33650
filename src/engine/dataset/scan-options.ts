import type { OpenPhotoKeeper } from './photo-keeper.ts';
import type { ScanWatcher } from './scan-watcher.ts';

/** What a scan does beside finding the photos. */
export interface ScanOptions {
  /** Is told of each photo as it is read. */
  readonly watcher?: ScanWatcher;
  /** Folders inside class folders hold photos of the class too. */
  readonly nested?: boolean;
  /** Takes the photos that are decoded to see whether they are whole. */
  readonly openKeeper?: OpenPhotoKeeper;
}
