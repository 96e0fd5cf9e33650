import type { Part } from '../dataset.ts';
import type { ComputingView } from './computing-view.ts';

/** A training photo that the model sees much as the photo that was asked about. */
export interface SimilarView {
  readonly path: string;
  readonly version: string;
  readonly className: string;
  /** Cosine, -1 to 1. */
  readonly similarity: number;
}

/** Ends with `unseen` (so many training photos would have to be looked at first) or `similar`. */
export type SimilarNews =
  | { readonly kind: 'unseen'; readonly photos: number }
  | ComputingView
  | { readonly kind: 'similar'; readonly photos: readonly SimilarView[] };

/** A photo of the map. Classes are indices into the map's. */
export interface MapPoint {
  readonly path: string;
  readonly version: string;
  readonly part: Part;
  readonly classIndex: number;
  /** Null for training photos: the model was not measured on them. */
  readonly answerIndex: number | null;
  readonly probability: number | null;
  /** Across and down, 0 to 1. */
  readonly x: number;
  readonly y: number;
}

export interface MapView {
  readonly classes: readonly string[];
  readonly points: readonly MapPoint[];
  /** Photos without a place: their files are gone, changed or damaged. */
  readonly leftOut: number;
}

/** Ends with `none` (it is not made yet and was not to be) or `map`. */
export type MapNews =
  { readonly kind: 'none' } | ComputingView | { readonly kind: 'map'; readonly map: MapView };
