import type { SkippedFile } from '../dataset.ts';
import type { PlainError } from '../errors/thaw-error.ts';
import type { ExportFormatFacts, ExportFormatName } from '../export-formats.ts';
import type { BackendFacts } from '../job-results/set-up-results.ts';
import type { PackProjectResult } from '../job-results/project-results.ts';
import type { ComputingView } from './computing-view.ts';

/** The device that computes. */
export type DeviceView =
  | { readonly kind: 'looking' }
  | {
      readonly kind: 'found';
      readonly facts: BackendFacts;
      readonly cores: number;
      readonly memoryBytes: number;
    }
  | { readonly kind: 'failed'; readonly error: PlainError };

export interface AppStatus {
  readonly version: string;
  /** `process.platform` of the service's machine. */
  readonly platform: string;
  /** Where projects lie unless the user chooses a folder; absolute. */
  readonly projectsFolder: string;
  /** Path separator of the service's machine. */
  readonly separator: '/' | '\\';
}

/** One entry of Thaw's own folder dialog. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'zip' | 'photo';
}

export interface FolderListing {
  readonly path: string;
  /** Null at the top of an allowed root. */
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
  /** Sub-folders with photos in them and photos directly inside: what the dialog says about a folder. */
  readonly classFolders: number;
  readonly photos: number;
  /** More entries than are listed. */
  readonly more: number;
}

/** A photo that was asked about. */
export type AskedPhoto =
  | {
      readonly kind: 'answered';
      /** Names the photo in `askedPhotoUrl` and `whyUrl`. */
      readonly id: string;
      /** The file's name, or what the upload called it. */
      readonly name: string;
      readonly width: number;
      readonly height: number;
      readonly answer: string;
      /** By class, in the order of the classes. */
      readonly probabilities: Readonly<Record<string, number>>;
      /** -1 to 1; null where the model cannot tell. The run's rule judges by it. */
      readonly familiarity: number | null;
    }
  | { readonly kind: 'skipped'; readonly id: string; readonly name: string; readonly skipped: SkippedFile };

/** What `predict.ask` sends: how many photos there are, then each as it is answered, then `done`. */
export type AskNews =
  | { readonly kind: 'opening' }
  | { readonly kind: 'asked'; readonly total: number }
  | { readonly kind: 'photo'; readonly photo: AskedPhoto }
  | { readonly kind: 'done'; readonly seconds: number };

export interface FormatView extends ExportFormatFacts {
  readonly format: ExportFormatName;
  /** With float32 weights. */
  readonly bytes: number;
}

/** A small program that lies in a kit and works as it is. */
export interface SampleView {
  readonly language: 'python' | 'node' | 'browser';
  readonly fileName: string;
  readonly text: string;
}

/** What the folder of an exported format will hold beside its model. */
export interface KitView {
  readonly format: ExportFormatName;
  readonly samples: readonly SampleView[];
  /** Names of files, and of folders with a slash at the end. */
  readonly files: readonly string[];
}

export interface ExportedFormat {
  readonly format: FormatView['format'];
  readonly state: 'waiting' | 'writing' | 'checking' | 'same' | 'failed' | 'cancelled';
  readonly bytes: number;
  /** While it is checked. */
  readonly checked: number;
  readonly comparedOn: number | null;
  readonly maxDifference: number | null;
  readonly meanDifference: number | null;
  /** Photos whose likeliest class is the same, whether it stands or not. */
  readonly sameTopClass: number | null;
  /** Of familiarity; null also where the model's rule does not look at that. */
  readonly maxFamiliarityDifference: number | null;
  readonly sameAnswers: number | null;
  /** What read it back, such as `h5wasm` or `tfjs 4.22`. */
  readonly openedWith: string;
  readonly out: string;
  readonly error: PlainError | null;
}

/** What `exports.write` sends at every change. */
export interface ExportNews {
  readonly out: string;
  readonly formats: readonly ExportedFormat[];
  readonly done: boolean;
}

/** What `projects.pack` sends: how far it is, then what was packed. */
export type PackNews = ComputingView | { readonly kind: 'packed'; readonly packed: PackProjectResult };

/** What `predict.copyByAnswer` sends. */
export interface CopyNews {
  readonly done: number;
  readonly total: number;
  readonly out: string;
  readonly skipped: readonly SkippedFile[];
}
