import { assertNever } from '../../shared/assert-never.ts';
import type { LayerSpec, NetworkSpec } from '../../shared/network.ts';

/** The window that a layer moves over the output of the one before. */
export interface LayerWindow {
  /** Side of the window in places of the layer's input. */
  readonly size: number;
  readonly stride: number;
}

/** What a layer sees of the picture. */
export interface ReceptiveField {
  /** Side of the square of input pixels that one place of the output depends on; null: on the whole picture. */
  readonly size: number | null;
  /** Pixels of the picture between two neighbouring places of the output. */
  readonly jump: number;
}

/** The larger side of a layer's window and of its stride; null for a layer that moves none. */
export function windowOf(layer: LayerSpec): LayerWindow | null {
  switch (layer.kind) {
    case 'conv2d':
      return { size: Math.max(...layer.kernelSize), stride: Math.max(...layer.strides) };
    case 'maxPool2d':
      return { size: Math.max(...layer.poolSize), stride: Math.max(...layer.strides) };
    case 'flatten':
    case 'dense':
    case 'dropout':
      return null;
    default:
      return assertNever(layer);
  }
}

/**
 * Every layer's receptive field, in order: a window of F places that are j pixels apart adds (F - 1) j, and its
 * stride multiplies j. Source: A. Araujo, W. Norris and J. Sim, Computing Receptive Fields of Convolutional Neural
 * Networks, Distill, 2019.
 */
export function receptiveFields({ layers }: Pick<NetworkSpec, 'layers'>): readonly ReceptiveField[] {
  let current: ReceptiveField = { size: 1, jump: 1 };
  return layers.map((layer) => {
    current = seesAll(layer) ? { ...current, size: null } : seenThrough(current, windowOf(layer));
    return current;
  });
}

function seenThrough({ size, jump }: ReceptiveField, window: LayerWindow | null): ReceptiveField {
  if (!window || size === null) return { size, jump };
  return { size: size + (window.size - 1) * jump, jump: jump * window.stride };
}

/** Every unit of a dense layer depends on all places. */
function seesAll({ kind }: LayerSpec): boolean {
  return kind === 'flatten' || kind === 'dense';
}
