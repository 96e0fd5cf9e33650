import type { PlainError } from '../errors/thaw-error.ts';
import type { LayerSpec } from '../network.ts';
import type { NetworkBar } from './run-view.ts';

/** One recipe of the gallery, as it would run here on a project's photos. */
export interface RecipeCard {
  readonly recipe: string;
  /** Side of the picture that it would see, in pixels. */
  readonly size: number;
  /** Numbers that can learn, in all; 0 where no network can be made. */
  readonly parameters: number;
  /** Layers with a kernel. */
  readonly depth: number;
  readonly bars: readonly NetworkBar[];
  /** null: nothing is known of this machine yet, or the photos are not split. */
  readonly seconds: number | null;
  /** The recipe itself was timed here; else its seconds are worked out from how fast another one is. */
  readonly timed: boolean;
  /** Why it cannot run with these photos and this size; null: it can. */
  readonly error: PlainError | null;
}

/** A line of a network's table. */
export interface LayerRow {
  readonly layer: string;
  readonly kind: LayerSpec['kind'];
  /** As of `NetworkBar`. */
  readonly block: string;
  /** Height, width and channels; or the number of units. */
  readonly outputShape: readonly number[];
  readonly parameters: number;
  /** Multiply-adds for one photo. */
  readonly multiplyAdds: number;
  /** What the size formula takes; null for a layer without a window. */
  readonly window: SizeFormula | null;
  /** Side in pixels of what one place of the output sees; null: the whole picture. */
  readonly receptiveField: number | null;
}

/** N = (W - F + 2P) / S + 1, rounded down; `padding` is 2P, both ends together, which may be odd. */
export interface SizeFormula {
  readonly input: number;
  readonly filter: number;
  readonly padding: number;
  readonly stride: number;
  readonly output: number;
}

export interface NetworkTable {
  readonly rows: readonly LayerRow[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}
