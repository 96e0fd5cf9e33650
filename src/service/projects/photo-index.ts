import * as z from 'zod';
import type { DatasetLayout, SkippedFile, SkipReason } from '../../shared/dataset.ts';
import { type IndexedPhoto, indexedPhotoSchema } from '../../shared/indexed-photo.ts';
import { jobWords } from '../../shared/messages/en/job-words.ts';

/** `photos.json`: what the last reading of a project's photos found. */

export type { IndexedPhoto } from '../../shared/indexed-photo.ts';

export const photoIndexName = 'photos.json';
export const photoIndexVersion = 1;

const reasons = Object.keys(jobWords.skipReasons) as [SkipReason, ...SkipReason[]];

export const photoIndexSchema = z.object({
  schemaVersion: z.literal(photoIndexVersion),
  /** Absolute path that the photos' paths are relative to. */
  folder: z.string(),
  layout: z.enum(['class-folders', 'split-folders', 'list', 'thaw-split']).nullable(),
  /** By class, then by path. */
  photos: z.array(indexedPhotoSchema),
  skipped: z.array(z.object({ path: z.string(), reason: z.enum(reasons), detail: z.string() })),
});
export type PhotoIndexFile = z.infer<typeof photoIndexSchema>;

/** An index in memory. A value: another reading is another index. */
export interface PhotoIndex {
  readonly folder: string;
  readonly layout: DatasetLayout | null;
  readonly photos: readonly IndexedPhoto[];
  readonly skipped: readonly SkippedFile[];
  /** The photo of this path; undefined where the reading found none. */
  get(path: string): IndexedPhoto | undefined;
}

/** Makes an index of what was read. */
export function photoIndexOf(content: Omit<PhotoIndexFile, 'schemaVersion'>): PhotoIndex {
  const byPath = new Map(content.photos.map((photo) => [photo.path, photo]));
  return { ...content, get: (path) => byPath.get(path) };
}

/** Start of a photo's hash, for the addresses of its pictures. */
export function versionOf(photo: Pick<IndexedPhoto, 'sha256'>): string {
  return photo.sha256.slice(0, 12);
}
