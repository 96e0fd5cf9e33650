import type { TestNews } from '../shared/app/test-view.ts';
import type { ComputingView } from '../shared/app/computing-view.ts';
import type { MeasuredMethod } from '../shared/test-methods.ts';
import type { Inputs } from '../shared/app/inputs.ts';
import type { DoubtfulPhoto, PhotoPage, ProjectSummary, ProjectView } from '../shared/app/project-view.ts';
import type { AugmentationExtreme } from '../shared/app/urls.ts';
import type { Language } from '../shared/messages/language.ts';
import type { AugmentationConfig } from '../shared/recipe.ts';
import type { RunComparison } from '../shared/job-results/evaluation-results.ts';
import type {
  AcceptanceView,
  AnswerPage,
  CrossValidationView,
  JudgedAnswers,
  RunView,
  SnapshotView,
  TrainingNews,
  TrainingPlanView,
} from '../shared/app/run-view.ts';
import type { NetworkTable, RecipeCard } from '../shared/app/recipe-view.ts';
import type { RateNews } from '../shared/app/rate-view.ts';
import type { MapNews, SimilarNews } from '../shared/app/likeness-view.ts';
import type { LeftGpu } from '../shared/app/left-gpu.ts';
import type { CrashNote, WindowCrash } from '../shared/app/crash-note.ts';
import type { Licence } from '../shared/app/licence.ts';
import type {
  AppStatus,
  AskNews,
  CopyNews,
  DeviceView,
  ExportNews,
  FolderListing,
  FormatView,
  KitView,
  PackNews,
} from '../shared/app/work-view.ts';

/**
 * What the service can do, by area; the router offers it to the app. Calls throw ThawError. A stream yields what is
 * so at once and then every change, until `signal` is aborted.
 */
export interface Services {
  readonly app: AppService;
  readonly folders: FolderService;
  readonly uploads: UploadService;
  readonly projects: ProjectService;
  readonly photos: PhotoService;
  readonly training: TrainingService;
  readonly runs: RunService;
  readonly predictions: PredictionService;
  readonly likeness: LikenessService;
  readonly exports: ExportService;
  readonly pictures: PictureService;
  /** Ends jobs and workers; what trains goes on when the service starts again. */
  close(): Promise<void>;
}

export interface AppService {
  status(): AppStatus;
  watchDevice(signal: AbortSignal): AsyncIterable<DeviceView>;
  /** Tells of every job, trainings left out, that goes on without its GPU from now on. */
  watchLeftGpus(signal: AbortSignal): AsyncIterable<LeftGpu>;
  /** Of all that this Thaw brings or fetches. */
  licences(): Promise<readonly Licence[]>;
  /** What ended without saying goodbye before this start; each is told by one start alone. */
  watchCrashes(signal: AbortSignal): AsyncIterable<readonly CrashNote[]>;
  /** The person has read them. */
  dismissCrashes(): void;
  /** A process of the window was gone. */
  noteWindowCrash(crash: WindowCrash): void;
  /** What helps to find a fault, as JSON for a person to read and hand on. Throws `cancelled`. */
  diagnostics(signal: AbortSignal): Promise<string>;
  /**
   * Gets TensorFlow where it is not there, and then looks for the device again. What was fetched is kept where `signal` ends
   * it. Throws `runtime-unavailable`, `cancelled`, `disk-full`, `permission-denied`.
   */
  setUp(signal: AbortSignal): AsyncIterable<ComputingView>;
}

/** Thaw's own folder dialog; only below the allowed roots. Throws `folder-not-allowed`. */
export interface FolderService {
  roots(): Promise<readonly { readonly name: string; readonly path: string }[]>;
  list(input: Inputs['folder']): Promise<FolderListing>;
  make(input: Inputs['makeFolder']): Promise<{ readonly path: string }>;
  /** Throws `folder-not-allowed` for a path that the app may not open; the desktop's dialog allows every path. */
  requireAllowed(path: string): Promise<void>;
}

/** Files that a browser sent: kept in a temporary place until they are used. */
export interface UploadService {
  begin(): Promise<{ readonly upload: string }>;
  /** Writes one file. Throws `upload-not-found`, `upload-too-large`, `upload-name-invalid`, `disk-full`. */
  receive(upload: string, path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** The upload's folder. Throws `upload-not-found`. */
  folderOf(upload: string): Promise<string>;
  remove(upload: string): Promise<void>;
}

export interface ProjectService {
  list(): Promise<readonly ProjectSummary[]>;
  /** Makes a project and begins to read its photos; a folder that is a project's source already opens that one. */
  create(input: Inputs['createProject']): Promise<{ readonly project: string }>;
  watch(input: Inputs['project'], signal: AbortSignal): AsyncIterable<ProjectView>;
  rename(input: Inputs['renameProject']): Promise<void>;
  /** Takes it from the list; its folder stays. */
  forget(input: Inputs['project']): Promise<void>;
  /** The photos' folder was moved: looks for them there. */
  relink(input: Inputs['relinkProject']): Promise<void>;
  /**
   * Packs it into one file below a folder, under a free name; ended by `signal` it leaves nothing. Throws `project-busy`,
   * `folder-not-allowed`.
   */
  pack(input: Inputs['packProject'], signal: AbortSignal): AsyncIterable<PackNews>;
  read(input: Inputs['project']): Promise<void>;
  cancelReading(input: Inputs['project']): Promise<void>;
  setSettings(input: Inputs['setSettings']): Promise<void>;
}

export interface PhotoService {
  page(input: Inputs['photos']): Promise<PhotoPage>;
  setClasses(input: Inputs['setClasses']): Promise<void>;
  change(input: Inputs['changePhotos']): Promise<void>;
  /** Begins a thorough check of the labels and pictures; how far it is and what it found are in the project's view. */
  checkLabels(input: Inputs['project']): Promise<void>;
  cancelCheck(input: Inputs['project']): Promise<void>;
  /** Photos that may have the wrong label and were not decided on, the likeliest first. */
  doubtful(input: Inputs['project']): Promise<readonly DoubtfulPhoto[]>;
  /** What belongs together is then found in the background; it is in the project's view. */
  setGroup(input: Inputs['setGroup']): Promise<void>;
  addGroupTable(
    input: Inputs['addGroupTable'],
  ): Promise<{ readonly table: string; readonly columns: readonly string[] }>;
  setSplit(input: Inputs['setSplit']): Promise<void>;
  /** Copies or moves the photos into train, validation and test folders; progress is in the project's view. */
  writeSplit(input: Inputs['writeSplit']): Promise<void>;
  undoSplit(input: Inputs['project']): Promise<void>;
}

export interface TrainingService {
  plan(input: Inputs['project'], signal: AbortSignal): AsyncIterable<TrainingPlanView>;
  /** Every recipe as it would run on the project's photos. */
  recipes(input: Inputs['project']): Promise<readonly RecipeCard[]>;
  /** The layers of a recipe on the project's classes. Throws `image-size-too-small`. */
  network(input: Inputs['network']): Promise<NetworkTable>;
  /** Tries learning rates for a phase of the next run; ends with `signal`. Throws `project-not-ready`, `project-busy`. */
  findRate(input: Inputs['findRate'], signal: AbortSignal): AsyncIterable<RateNews>;
  /**
   * Takes a base's weights from a folder, where they could not be fetched. Throws `folder-not-allowed`,
   * `weights-file-not-found`, and what importing them throws.
   */
  takeWeights(input: Inputs['takeWeights']): Promise<void>;
  /** Throws `project-not-ready` where a check fails. */
  start(input: Inputs['project']): Promise<{ readonly run: string }>;
  watch(input: Inputs['run'], signal: AbortSignal): AsyncIterable<TrainingNews>;
  pause(input: Inputs['run']): Promise<void>;
  /** What a run kept to go back to, in the order of their steps. */
  snapshots(input: Inputs['run']): Promise<readonly SnapshotView[]>;
  /** Goes on with a paused, failed or stopped run; from a snapshot, also with a finished one. Throws `run-finished`, `snapshot-not-found`. */
  resume(input: Inputs['resumeRun']): Promise<void>;
  /** Ends after the current epoch; the best epoch so far is measured and kept. */
  stop(input: Inputs['run']): Promise<void>;
  /** Ends at once and moves the run to the trash. */
  discard(input: Inputs['run']): Promise<void>;
}

export interface RunService {
  get(input: Inputs['run']): Promise<RunView>;
  /** Makes a run of a model file. Throws `folder-not-allowed`, and what the engine's importModel throws. */
  openModel(input: Inputs['openModel']): Promise<{ readonly run: string }>;
  /** Throws `run-not-found` for what is no cross-validation. */
  crossValidation(input: Inputs['run']): Promise<CrossValidationView>;
  /** Of a run, or of all measured folds of a cross-validation. */
  answers(input: Inputs['answers']): Promise<AnswerPage>;
  /** On the test photos that both have. Throws `run-not-measured`, `no-common-photos`. */
  compare(input: Inputs['compareRuns']): Promise<RunComparison>;
  /** Other ways to test that were measured; none: no such file. */
  tested(input: Inputs['run']): Promise<readonly MeasuredMethod[]>;
  /** Measures more of them. */
  test(input: Inputs['testRun'], signal: AbortSignal): AsyncIterable<TestNews>;
  /** Throws `run-not-measured`. */
  judged(input: Inputs['run']): Promise<JudgedAnswers>;
  /** Chooses what is "none of these". Throws `run-not-measured`, `too-few-validation-photos`. */
  setAcceptance(input: Inputs['setAcceptance']): Promise<AcceptanceView>;
  /** One HTML file. Throws `run-not-found`, `run-not-finished`. */
  report(input: Inputs['run'], language: Language): Promise<Uint8Array>;
  rename(input: Inputs['renameRun']): Promise<void>;
  setNotes(input: Inputs['setNotes']): Promise<void>;
  /** To the system's trash; where there is none, into `trash/` of the project. Throws `run-in-use`. */
  trash(input: Inputs['run']): Promise<void>;
}

/** A layer of a run's network, by names. */
export interface LayerOfRun {
  readonly project: string;
  readonly run: string;
  readonly layer: string;
}

export interface PredictionService {
  ask(input: Inputs['ask'], signal: AbortSignal): AsyncIterable<AskNews>;
  /** Copies photos that were asked about into one folder an answer. Nothing is overwritten. */
  copyByAnswer(input: Inputs['copyByAnswer'], signal: AbortSignal): AsyncIterable<CopyNews>;
  /** Heat layers, PNG, for a class; null: for the model's answer. Throws `photo-not-found`, `invalid-value`. */
  why(project: string, run: string, path: string, className: string | null): Promise<Uint8Array>;
  whyAsked(id: string, className: string | null): Promise<Uint8Array>;
  /** All channels of a layer, PNG. Throws `photo-not-found`, `unknown-layer`. */
  activations(input: LayerOfRun & { readonly path: string }, signal: AbortSignal): Promise<Uint8Array>;
  /** What a filter responds to most. Throws `unknown-layer`, `layer-without-filters`, `invalid-value`. */
  pattern(
    input: LayerOfRun & { readonly filter: number },
    signal: AbortSignal,
  ): Promise<{ readonly png: Uint8Array; readonly silent: boolean }>;
  asked(id: string, size: 80 | 1280): Promise<Uint8Array>;
}

/** Which photos a run's model sees alike. Ending a stream early cancels; what is computed by then is kept. */
export interface LikenessService {
  /** The training photos that a photo is most like. Throws `photo-not-found`, `run-not-found`. */
  similar(input: Inputs['similar'], signal: AbortSignal): AsyncIterable<SimilarNews>;
  /** All photos of the run, places by likeness. Throws `run-not-found`, `run-has-no-model`, `no-photos`. */
  map(input: Inputs['photoMap'], signal: AbortSignal): AsyncIterable<MapNews>;
}

export interface ExportService {
  formats(input: Inputs['run']): Promise<readonly FormatView[]>;
  /** What the kits will hold, by format; those that lack the form are left out. */
  kits(input: Inputs['exportKits']): Promise<readonly KitView[]>;
  /** Ending the stream early cancels what is not written yet. */
  write(input: Inputs['writeExport'], signal: AbortSignal): AsyncIterable<ExportNews>;
}

/** Pictures for the page, made in a disposable process. Throws `photo-not-found`, or why the photo cannot be read. */
export interface PictureService {
  thumbnail(project: string, path: string, size: number): Promise<Uint8Array>;
  photo(project: string, path: string): Promise<Uint8Array>;
  augmented(request: AugmentedRequest): Promise<Uint8Array>;
}

/** What `augmentedUrl` asks for. `path` is a photo of the project, or a dropped one: `upload:ID/NAME`, or `file:PATH`. */
export interface AugmentedRequest {
  readonly project: string;
  readonly path: string;
  readonly size: number;
  readonly fit: 'stretch' | 'crop' | 'pad';
  /** null: nothing is cut. */
  readonly stored?: number | null;
  readonly augmentation: AugmentationConfig | null;
  readonly seed: number;
  readonly draw: number;
  /** `SETTING-low` or `SETTING-high` in the address; see `extremeDraw` of src/engine/images. */
  readonly extreme?: AugmentationExtreme | null;
}
