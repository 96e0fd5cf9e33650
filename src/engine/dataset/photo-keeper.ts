import type { RgbPixels } from '../images/rgb-pixels.ts';

/** Takes photos while a scan has them decoded, so that nobody decodes them again. */
export interface PhotoKeeper {
  /** Whether the photo was whole when it was kept before. */
  has(sha256: string): boolean;
  /** Resolves when the photo is not needed any more. Any number at once. Never rejects: what is not kept is decoded later. */
  keep(sha256: string, photo: RgbPixels): Promise<void>;
  /** Nothing may be under way. Never rejects. */
  close(): Promise<void>;
}

/** Opens one for at most so many photos. Never rejects. */
export type OpenPhotoKeeper = (numPhotos: number) => Promise<PhotoKeeper>;
