import type { Part, SkippedFile } from '../dataset.ts';
import type { CheckDepth } from '../job-requests.ts';

/** What jobs answer with that compare photos with each other. */

export interface CheckedPhoto {
  readonly path: string;
  readonly className: string;
  /** null where the folder is not split. */
  readonly part: Part | null;
}

/** Photos that show one picture. */
export interface PictureGroup {
  readonly photos: readonly CheckedPhoto[];
  /** Their files are equal byte by byte. */
  readonly identical: boolean;
}

export interface LeakCount {
  /** Photos of the part. */
  readonly photos: number;
  /** Of them, those whose picture is also in a part that a model learns from or is chosen by. */
  readonly leaked: number;
}

/** A photo that may have the wrong label. */
export interface SuspectPhoto {
  readonly path: string;
  readonly className: string;
  /** The class that it looks more like. */
  readonly looksLike: string;
  /** How much more, above 0; about 1 and more is plain. */
  readonly margin: number;
  /** How much it looks like its own class and like the other one: about 0 to 1, their difference is the margin. */
  readonly likeness: { readonly own: number; readonly other: number };
  /** Of the photos that are nearest to it, those of the other class. */
  readonly neighbours: { readonly other: number; readonly of: number };
  /** The nearest photos of the other class among them, the nearest first. */
  readonly nearest: readonly string[];
}

/** Of a project's photos in use. */
export interface CheckLabelsResult {
  /** SHA-256s of files that show one picture. */
  readonly groups: readonly (readonly string[])[];
  /** The likeliest first. Classes by the first of their folders. */
  readonly suspects: readonly (SuspectPhoto & { readonly sha256: string })[];
  readonly photos: number;
  readonly seconds: number;
}

export interface CheckResult {
  readonly folder: string;
  /** Whether the base's features were asked, too. */
  readonly depth: CheckDepth;
  readonly photos: number;
  readonly groups: readonly PictureGroup[];
  /** Groups with photos of more than one class. */
  readonly conflicts: number;
  /** null where the folder is not split. */
  readonly leaks: { readonly validation: LeakCount; readonly test: LeakCount } | null;
  /** The likeliest first; null where the base's features were not asked. */
  readonly suspects: readonly SuspectPhoto[] | null;
  readonly skipped: readonly SkippedFile[];
  readonly seconds: number;
}

export interface FindTwinsResult {
  /** SHA-256s of files that show one picture. */
  readonly groups: readonly (readonly string[])[];
}
