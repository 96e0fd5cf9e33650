import { assertNever } from '../../shared/assert-never.ts';
import type { LayerSpec, NetworkSpec } from '../../shared/network.ts';
import { layerInputs, picturePlace } from './layer-inputs.ts';

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
    case 'depthwiseConv2d':
    case 'separableConv2d':
      return { size: Math.max(...layer.kernelSize), stride: Math.max(...layer.strides) };
    case 'maxPool2d':
    case 'averagePool2d':
      return { size: Math.max(...layer.poolSize), stride: Math.max(...layer.strides) };
    case 'globalAveragePool2d':
    case 'zeroPadding2d':
    case 'batchNorm':
    case 'localResponseNormalization':
    case 'activation':
    case 'add':
    case 'concatenate':
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
 * stride multiplies j; of several inputs the one that sees most counts. Source: A. Araujo, W. Norris and J. Sim,
 * Computing Receptive Fields of Convolutional Neural Networks, Distill, 2019.
 */
export function receptiveFields({ layers }: Pick<NetworkSpec, 'layers'>): readonly ReceptiveField[] {
  const inputs = layerInputs({ layers });
  const fields: ReceptiveField[] = [];
  for (const [index, layer] of layers.entries()) {
    const taken = inputs[index]!.map((place) => (place === picturePlace ? onePixel : fields[place]!));
    const widest = taken.reduce((one, other) => (sizeOf(other) > sizeOf(one) ? other : one));
    fields.push(seesAll(layer) ? { ...widest, size: null } : seenThrough(widest, windowOf(layer)));
  }
  return fields;
}

const onePixel: ReceptiveField = { size: 1, jump: 1 };

function sizeOf({ size }: ReceptiveField): number {
  return size ?? Infinity;
}

function seenThrough({ size, jump }: ReceptiveField, window: LayerWindow | null): ReceptiveField {
  if (!window || size === null) return { size, jump };
  return { size: size + (window.size - 1) * jump, jump: jump * window.stride };
}

/** Every unit of a dense layer depends on all places, and so does a mean over them. */
function seesAll({ kind }: LayerSpec): boolean {
  return kind === 'flatten' || kind === 'dense' || kind === 'globalAveragePool2d';
}
