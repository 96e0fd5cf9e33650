import type { SkippedFile } from '../dataset.ts';
import type { LayerSpec } from '../network.ts';

/** What jobs answer with that show what a run’s network sees. */

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
