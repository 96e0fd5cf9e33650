import type { Part, SplitDataset } from '../../shared/dataset.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { IndexedPhoto, PhotoIndex } from '../projects/photo-index.ts';
import type { SuspectLabel } from '../projects/label-check-file.ts';
import type { EditedClass } from './edited-classes.ts';

/** A photo as the project has it. */
export interface TablePhoto {
  readonly photo: IndexedPhoto;
  /** By its folder or its new label, under the edited name. */
  readonly className: string;
  readonly use: 'used' | 'left-out' | 'excluded';
  /** The edited class of its folder, where the user gave it another label. */
  readonly relabelledFrom: string | null;
}

/** How a project's photos are split now, or why they are not. */
export interface ProjectSplit {
  /** The source came with its parts. */
  readonly given: boolean;
  readonly dataset: SplitDataset | null;
  readonly error: PlainError | null;
  /** By path. */
  readonly parts: ReadonlyMap<string, Part>;
}

/** A label in doubt. */
export interface DoubtfulLabel {
  /** Used photos of this content and class. */
  readonly photos: readonly TablePhoto[];
  /** The edited class that it looks more like. */
  readonly looksLike: string;
  readonly suspect: SuspectLabel;
}

/** What follows from a project's file and index together. A value, made anew when one of them changes. */
export interface PhotoTable {
  readonly classes: readonly EditedClass[];
  /** Photos of all uses, by path. */
  readonly photos: readonly TablePhoto[];
  readonly used: readonly TablePhoto[];
  /** Used photos by their class's name; every class that is not excluded is there. */
  readonly byClass: ReadonlyMap<string, readonly TablePhoto[]>;
  /** Null while photos are being read for the first time. */
  readonly split: ProjectSplit | null;
  readonly index: PhotoIndex;
  /** The part of a used photo. */
  partOf(path: string): Part | null;
  /** Used photos of the same content, as paths; those that are alone are not there. */
  readonly copies: ReadonlyMap<string, readonly TablePhoto[]>;
  /** Used photos that show one picture, equal files among them; those that are alone are not there. */
  readonly pictures: readonly (readonly TablePhoto[])[];
  /** Photos whose labels are in doubt and not decided on, the likeliest first. */
  readonly doubtful: readonly DoubtfulLabel[];
  /** The edited class of a class as it was read. */
  classOf(folder: string): EditedClass | undefined;
}
