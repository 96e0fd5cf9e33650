import type { DatasetLayout, Part, SkippedFile } from '../dataset.ts';
import type { PlainError } from '../errors/thaw-error.ts';
import type { Stage } from '../job-events.ts';
import type { SplitSpec } from '../job-requests.ts';
import type { GroupChoice } from './group-choice.ts';
import type { ProjectSettings } from './project-settings.ts';
import type { RunSummary } from './run-view.ts';
import type { Score } from './score.ts';

export type { Score } from './score.ts';

/** What the app shows of projects. Views are plain data: the service sends one whenever something in it changed. */

/** One line of the recent projects. */
export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  readonly classes: number;
  readonly photos: number;
  /** The best run's; null where none is finished. */
  readonly bestScore: Score | null;
  /** ISO 8601. */
  readonly openedAt: string;
  /** Up to four photos of different classes, as paths for `thumbnailUrl`. */
  readonly thumbnails: readonly string[];
  /** The photos' folder is no longer there. */
  readonly missing: boolean;
}

/** Where a project's photos came from. */
export interface ProjectSource {
  readonly kind: 'folder' | 'zip' | 'sample' | 'upload';
  /** Absolute path of the folder the photos are read from. */
  readonly folder: string;
  /** Null until it was read. `split-folders` and `thaw-split` came with their parts. */
  readonly layout: DatasetLayout | null;
  readonly missing: boolean;
}

export type ReadingState =
  | { readonly kind: 'unpacking' | 'reading'; readonly done: number; readonly total: number | null }
  | { readonly kind: 'read' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: PlainError };

/** A class as the project knows it: one or more folders under one name. */
export interface ClassView {
  /** The name that the model will answer. */
  readonly name: string;
  /** The classes as they were read that were put together under this name. */
  readonly folders: readonly string[];
  /** Left out in this project; the folder stays. */
  readonly excluded: boolean;
  /** Usable photos. */
  readonly photos: number;
  /** By the current split; all 0 where there is none. */
  readonly counts: Readonly<Record<Part, number>>;
}

/** Photos that stay together by the project's rule. */
export interface GroupsView {
  /** Null: photos are grouped by nothing. */
  readonly rule: GroupChoice | null;
  readonly finding: boolean;
  /** Why they could not be found. */
  readonly error: PlainError | null;
  /** Null until they are found. */
  readonly found: {
    readonly groups: number;
    readonly photos: number;
    /** The largest first. */
    readonly largest: readonly {
      readonly name: string;
      readonly photos: number;
      /** A few of them. */
      readonly thumbnails: readonly Pick<PhotoView, 'path' | 'version'>[];
    }[];
  } | null;
}

export interface SplitView {
  readonly spec: SplitSpec;
  readonly seed: number;
  /** The folder came already split: its parts are shown as they are. */
  readonly given: boolean;
  readonly counts: Readonly<Record<Part, number>>;
  readonly groups: GroupsView;
  /** Why there is no split, such as a class that is too small. */
  readonly error: PlainError | null;
  /** Folders written by copy or move from this split. */
  readonly written: {
    readonly mode: 'copy' | 'move';
    readonly out: string;
    /** ISO 8601. */
    readonly at: string;
  } | null;
  /** A copy, a move or an undo that runs now; the last one's error. */
  readonly writing: {
    readonly kind: 'writing' | 'undoing';
    readonly done: number;
    readonly total: number | null;
  } | null;
  readonly writingError: PlainError | null;
}

/** The thorough check that a person starts: wrong labels, cut and tilted copies. */
export interface CheckView {
  readonly running: {
    /** Null until the job says what it does. */
    readonly stage: Stage | null;
    readonly done: number;
    readonly total: number | null;
    /** Of this stage; null until its speed is known. */
    readonly secondsLeft: number | null;
  } | null;
  /** Why the last one failed. */
  readonly error: PlainError | null;
  /** The last one that ended, `at` as ISO 8601; null: there was none. */
  readonly last: { readonly at: string; readonly photos: number; readonly suspects: number } | null;
}

/** A photo that may have the wrong label. */
export interface DoubtfulPhoto {
  /** Of the same content and class, so that a decision is for all of them; one, as a rule. */
  readonly photos: readonly PhotoView[];
  /** The class that it looks more like. */
  readonly looksLike: string;
  /** How much it looks like its own class and like the other one: about 0 to 1. */
  readonly likeness: { readonly own: number; readonly other: number };
  /** Of the photos that are nearest to it, those of the other class. */
  readonly neighbours: { readonly other: number; readonly of: number };
  /** The nearest photos of the other class. */
  readonly nearest: readonly Pick<PhotoView, 'path' | 'version'>[];
}

/**
 * Something about the photos worth knowing, most serious first. `count` photos or files lie behind each; for a photo
 * in two classes it counts the photos once, however many files they are.
 */
export type Finding =
  | { readonly kind: 'same-photo-in-two-classes'; readonly count: number }
  | {
      readonly kind: 'class-too-small';
      readonly className: string;
      readonly count: number;
      readonly needed: number;
    }
  | { readonly kind: 'unreadable'; readonly count: number }
  /** Photos that look more like another class, by a thorough check, and were not decided on yet. */
  | { readonly kind: 'wrong-label'; readonly count: number }
  /** Files that are no photos by their type, and what else was left out (nested folders, links, hidden files). */
  | { readonly kind: 'not-photos'; readonly count: number }
  /** Copies of the same file within one class; they stay in one part. */
  | { readonly kind: 'identical'; readonly count: number }
  /** Photos within one class that show one picture in files that differ; they stay in one part. */
  | { readonly kind: 'look-alike'; readonly count: number }
  /** Photos of one picture in several parts of a folder that came split. */
  | { readonly kind: 'leaked'; readonly count: number }
  /** Shorter side below half of the size that the network sees. */
  | { readonly kind: 'tiny'; readonly count: number; readonly side: number }
  /** Used, although the name says another type than the content. */
  | { readonly kind: 'misnamed'; readonly count: number }
  | {
      readonly kind: 'unbalanced';
      readonly largest: string;
      readonly smallest: string;
      readonly ratio: number;
    }
  | { readonly kind: 'balanced' };
export type FindingKind = Finding['kind'];

export interface ProjectView {
  readonly id: string;
  readonly name: string;
  /** Absolute path of the project's own folder. */
  readonly folder: string;
  readonly source: ProjectSource;
  readonly reading: ReadingState;
  /** Photos that are used. */
  readonly photos: number;
  readonly classes: readonly ClassView[];
  readonly split: SplitView;
  readonly findings: readonly Finding[];
  readonly check: CheckView;
  readonly settings: ProjectSettings;
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** The run that trains, is paused or waits now. */
  readonly activeRun: string | null;
  /** Results on the test photos were seen: a new split mixes them with what the runs learned from. */
  readonly resultsSeen: boolean;
}

export type PhotoFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'class'; readonly className: string }
  | { readonly kind: 'part'; readonly part: Part }
  /** Everything that a finding but `balanced` names. */
  | { readonly kind: 'to-look-at' }
  | { readonly kind: 'finding'; readonly finding: FindingKind }
  | { readonly kind: 'left-out' };

/** One photo of a project. */
export interface PhotoView {
  /** Relative to the source's folder, with forward slashes; names it in every call. */
  readonly path: string;
  readonly className: string;
  readonly part: Part | null;
  readonly bytes: number;
  /** Null where it could not be read. */
  readonly width: number | null;
  readonly height: number | null;
  /** Start of the content's hash, for `thumbnailUrl`; null where it could not be read. */
  readonly version: string | null;
  readonly state:
    | { readonly kind: 'used' }
    /** By the user, in this project. */
    | { readonly kind: 'left-out' }
    | { readonly kind: 'unusable'; readonly skipped: SkippedFile };
  /** The class of its folder, where the user gave it another label. */
  readonly relabelledFrom: string | null;
  /** Of the same content. */
  readonly sameAs: readonly string[];
}

export interface PhotoPage {
  readonly total: number;
  readonly offset: number;
  readonly photos: readonly PhotoView[];
}
