import type { HostTensor } from '../storage/safetensors.ts';

/** The kinds of files that a model is opened from. */
export type ForeignFormat = 'keras' | 'keras-h5' | 'tfjs';

/** Where a layer stands among models within models, the outermost first. */
export interface LayerPlace {
  /** The layers' names; the last is the layer's own. */
  readonly names: readonly string[];
  /** What Keras 3 calls their groups of weights: by kind and count among the layers beside them. */
  readonly groups: readonly string[];
}

/** A weight as the file should have it. */
export interface WantedWeight {
  /** Names that it may have, in Keras's words, such as `kernel`. */
  readonly names: readonly string[];
  readonly shape: readonly number[];
}

/** The weights of a model's layers, read when they are asked for. */
export interface ForeignWeights {
  /**
   * All weights of a layer, in Keras's order. Nothing larger than what is wanted is read. Throws
   * `model-weights-missing`, `model-file-damaged`.
   */
  read(place: LayerPlace, wanted: readonly WantedWeight[]): readonly HostTensor[];
}

/** A model file that was opened: what it says, not yet understood. */
export interface ForeignModel {
  /** Named in errors. */
  readonly file: string;
  readonly format: ForeignFormat;
  /** The program that wrote it, as it says: `Keras 3.15.1`; null: it does not say. */
  readonly madeBy: string | null;
  /** The network in Keras's words. */
  readonly config: unknown;
  /** How it was trained, in Keras's words; null: it does not say. */
  readonly training: unknown;
  readonly weights: ForeignWeights;
  close(): Promise<void>;
}
