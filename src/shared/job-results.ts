import type { DatasetLayout, Part, SkippedFile } from './dataset.ts';
import type { ExportOptions } from './export-formats.ts';
import type { CheckDepth } from './job-requests.ts';
import type { LayerSpec, Preprocessing } from './network.ts';
import type { RateCurve } from './rate-sweep.ts';
import type { ComputeChoice } from './recipe.ts';
import type { Evaluation, OpenedFile } from './run-files.ts';
import type { AcceptanceRule } from './statistics/acceptance.ts';
import type { MeasuredMethod } from './test-methods.ts';
import type { Acceptance } from './statistics/acceptance-curve.ts';
import type { DeviceTiming } from './device-timing.ts';
import type { WebgpuFacts } from './webgpu-facts.ts';

/** What each job answers with in its last event. */
export interface ScanResult {
  readonly folder: string;
  readonly layout: DatasetLayout;
  readonly classes: readonly {
    readonly name: string;
    readonly counts: Readonly<Partial<Record<Part | 'all', number>>>;
  }[];
  readonly photos: number;
  readonly skipped: readonly SkippedFile[];
  /** Photos that are used although their name says another type; `type` is what they are. */
  readonly misnamed: readonly { readonly path: string; readonly type: string }[];
}

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

export interface FindGroupsResult {
  /** The largest first. */
  readonly groups: readonly SubjectGroup[];
}

/** What remains to be told when all photos were told by events. */
export interface IndexPhotosResult {
  /** The folder that the photos' paths are relative to. */
  readonly folder: string;
  readonly layout: DatasetLayout;
  readonly skipped: readonly SkippedFile[];
}

export interface UnpackZipResult {
  readonly files: number;
  readonly bytes: number;
}

export interface PackProjectResult {
  /** The file. */
  readonly path: string;
  readonly bytes: number;
  readonly photos: number;
  /** Photos whose files are gone or changed; they were left out. */
  readonly missing: number;
}

export interface UnpackProjectResult {
  readonly folder: string;
  readonly name: string;
  /** True where its photos are on this computer. */
  readonly withPhotos: boolean;
  readonly photos: number;
  /** Photos that were looked for in vain. */
  readonly missing: number;
}

export interface UnpackIdxResult {
  readonly out: string;
  /** Their labels, in order. */
  readonly classes: readonly string[];
  readonly photos: Readonly<Record<'train' | 'test', number>>;
}

export interface WriteSplitResult {
  readonly out: string;
  readonly photos: number;
}

export interface SplitResult {
  readonly out: string;
  readonly mode: 'list' | 'copy' | 'move';
  readonly classes: readonly { readonly name: string; readonly counts: Readonly<Record<Part, number>> }[];
  readonly skipped: readonly SkippedFile[];
  /** Pictures that are there more than once and were kept in one part; null where none was looked for. */
  readonly keptTogether: number | null;
  /** What was kept together by the rules, the largest first; null where no rule was given. */
  readonly subjects: readonly SubjectGroup[] | null;
}

/** Photos of one subject, video or burst: two and more. */
export interface SubjectGroup {
  /** What they have in common: part of a file's name, a folder, a cell of a CSV, a camera and a time. */
  readonly name: string;
  readonly paths: readonly string[];
}

export interface WriteFoldsResult {
  /** Folders with the split files, fold after fold. */
  readonly folds: readonly string[];
}

export interface UndoSplitResult {
  readonly out: string;
  readonly restored: number;
  /** Files left where they are, because they were changed since the split. */
  readonly leftInPlace: readonly string[];
}

export interface TrainResult {
  readonly run: string;
  /** null where there is no test part. */
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly seconds: number;
  /** Seconds by stage, measured. */
  readonly timings: Readonly<Record<string, number>>;
  /** Peak resident memory of the job process, bytes. */
  readonly peakMemoryBytes: number;
  readonly skipped: readonly SkippedFile[];
}

/** What the learning-rate finder saw. */
/** Ways to test a run, the plain one first. */
export interface TestMethodsResult {
  readonly run: string;
  readonly methods: readonly MeasuredMethod[];
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

export interface RateResult extends RateCurve {
  /** Name of the phase. */
  readonly phase: string;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** Photos a second of this device for one recipe. */
export interface SpeedResult {
  /** What was found to be faster, or was asked for. */
  readonly precision: ComputeChoice['precision'];
  /** The frozen layers; null where a recipe caches nothing. */
  readonly caching: number | null;
  /** By phase: learning from, and only looking at, photos that are ready. */
  readonly phases: readonly { readonly training: number; readonly measuring: number }[];
}

export interface EvaluateResult {
  readonly run: string;
  readonly test: Evaluation | null;
  readonly validation: Evaluation | null;
  /** What the run's rule for "none of these" does to them; null where it has none. */
  readonly acceptance: {
    readonly rule: AcceptanceRule;
    readonly test: Acceptance | null;
    readonly validation: Acceptance | null;
  } | null;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** Two runs on the test photos that both have, by McNemar's exact test (statistics/mcnemar.ts). */
export interface RunComparison {
  readonly run: string;
  readonly against: string;
  /** Test photos that both runs were measured on. */
  readonly count: number;
  readonly bothRight: number;
  /** Right by `run` alone. */
  readonly onlyFirstRight: number;
  /** Right by `against` alone. */
  readonly onlySecondRight: number;
  /** Test photos of one of the two that the other was not measured on. */
  readonly leftOut: number;
  /** How likely a difference as large as this is between models that are equally good, 0 to 1. */
  readonly pValue: number;
}

export interface PredictResult {
  readonly run: string;
  readonly predicted: number;
  /** Answered "none of these"; they are not among the counts. */
  readonly refused: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** A photo with its heat drawn over it. */
export interface HeatPhoto {
  readonly file: string;
  /** The class that the heat speaks for. */
  readonly label: string;
  readonly probabilities: Readonly<Record<string, number>>;
  /** The picture, PNG. */
  readonly picture: string;
}

export interface HeatResult {
  readonly run: string;
  /** The folder of the pictures. */
  readonly out: string;
  readonly photos: readonly HeatPhoto[];
  readonly seconds: number;
  readonly skipped: readonly SkippedFile[];
}

/** A layer of a network, for a person to choose from. */
export interface ListedLayer {
  readonly name: string;
  readonly kind: LayerSpec['kind'];
  /** Without the batch. */
  readonly outputShape: readonly number[];
  /** Numbers that can learn. */
  readonly parameters: number;
}

export interface LayersResult {
  readonly run: string;
  readonly inputShape: readonly [height: number, width: number, channels: number];
  readonly layers: readonly ListedLayer[];
}

export interface ActivationsResult {
  readonly run: string;
  readonly layer: string;
  /** File of the sheet. */
  readonly out: string;
  /** Places and channels of the layer; a flat one is one channel, its units in rows. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Channels that are the same everywhere: what they look for is not in the photo. */
  readonly blank: number;
  readonly seconds: number;
}

/** How much a filter responds, as the mean over places, before and after its pattern was looked for. */
export interface FilterResponse {
  readonly filter: number;
  readonly before: number;
  readonly after: number;
}

export interface FiltersResult {
  readonly run: string;
  readonly layer: string;
  readonly out: string;
  /** Filters that the layer has. */
  readonly filters: number;
  readonly responses: readonly FilterResponse[];
  readonly seconds: number;
}

/** A training photo that a model sees much as another photo. */
export interface SimilarPhoto {
  /** As in the run's split.json. */
  readonly path: string;
  readonly sha256: string;
  readonly className: string;
  /** Cosine of the features of the last convolution block, -1 to 1; 1: the network sees no difference. */
  readonly similarity: number;
}

export interface SimilarResult {
  readonly run: string;
  /** The folder that the training photos' paths are relative to. */
  readonly folder: string;
  /** Training photos that were looked through. */
  readonly trainingPhotos: number;
  readonly photos: readonly {
    readonly file: string;
    /** The likeliest class, and its probability. */
    readonly label: string;
    readonly probability: number;
    /** The nearest first. */
    readonly similar: readonly SimilarPhoto[];
  }[];
  readonly seconds: number;
  /** Of the photos asked about and of the training photos. */
  readonly skipped: readonly SkippedFile[];
}

export interface ExportResult extends ExportOptions {
  readonly format: string;
  readonly files: readonly string[];
  readonly out: string;
  /** Largest difference of a probability between the exported file, read back, and Thaw's own model. */
  readonly maxDifference: number;
  /** The mean of these differences over all pictures and classes. */
  readonly meanDifference: number;
  /** On how many of the pictures the likeliest class is the same, whether it stands or not. */
  readonly sameTopClass: number;
  /** The same of how familiar a photo is; null where the model's rule does not look at that. */
  readonly maxFamiliarityDifference: number | null;
  /** Photos or made pictures it was compared on, and on how many it gives Thaw's own answer, "none of these" too. */
  readonly comparedOn: number;
  readonly sameAnswers: number;
  /** Peak resident memory of the job process. */
  readonly peakMemoryBytes: number;
  /** What read the file back, with its version, such as `h5wasm 0.10.3`. */
  readonly openedWith: string;
  /** Of all files together. */
  readonly bytes: number;
  readonly seconds: number;
}

export interface ImportModelResult {
  readonly run: string;
  /** What opened.json says of the file. */
  readonly opened: OpenedFile;
  /** In Thaw's order. */
  readonly classes: readonly string[];
  readonly layers: number;
  /** Numbers in all weights. */
  readonly parameters: number;
  /** Side of the picture, in pixels. */
  readonly size: number;
  readonly preprocessing: Preprocessing;
  /** On the photos that were named; null: none were. */
  readonly measured: EvaluateResult | null;
  readonly seconds: number;
}

export interface ReportResult {
  readonly run: string;
  /** Absolute path of the HTML file. */
  readonly out: string;
  readonly bytes: number;
  /** Mistakes shown, and how many of their photos could not be. */
  readonly mistakes: number;
  readonly photosMissing: number;
}

export interface BackendFacts {
  readonly backend: string;
  readonly device: string;
  readonly tensorflowVersion: string | null;
  readonly bf16: 'amx' | 'avx512' | 'gpu' | 'emulated' | 'none';
  readonly vector: readonly string[];
  /** There where onnxruntime computes the frozen layers beside WASM: its speed in WASM's, measured when it was opened. */
  readonly onnxruntime?: { readonly version: string; readonly timesFaster: number };
  /** There where WebGPU computes. */
  readonly webgpu?: WebgpuFacts;
  /** There where several devices open and the choice was left to Thaw: what it was made by. */
  readonly timings?: readonly DeviceTiming[];
  /** What else was tried, and why it was not taken. */
  readonly passedOver: readonly { readonly backend: string; readonly reason: string }[];
  readonly secondsToStart: number;
}

/** The TensorFlow that set-up got. */
export interface SetUpResult {
  readonly tensorflowVersion: string;
  /** The rung of the ladder that it came by. */
  readonly way: string;
}

export interface WeightsResult {
  readonly base: string;
  /** SHA-256 of the tensors in canonical order. */
  readonly sha256: string;
}

export interface SampleResult {
  /** Folder with one sub-folder per class. */
  readonly folder: string;
}
