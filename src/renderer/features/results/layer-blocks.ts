import type { LayerView } from '../../../shared/app/run-view.ts';

/** Neighbouring layers of one block, each with the height of its bar in pixels. */
export interface LayerBlock {
  readonly block: string;
  readonly bars: readonly { readonly view: LayerView; readonly height: number }[];
}

const tallest = 56;
const lowest = 12;
const fall = 9;

/** A bar falls with each halving of the resolution; flat layers are lowest. */
export function layerBlocks(layers: readonly LayerView[]): readonly LayerBlock[] {
  const largest = Math.max(...layers.map(({ outputShape }) => sideOf(outputShape)));
  const heightOf = (side: number): number =>
    side <= 1 ? lowest : Math.max(lowest + 2, Math.round(tallest - fall * Math.log2(largest / side)));
  return [...new Set(layers.map(({ block }) => block))].map((block) => ({
    block,
    bars: layers
      .filter((view) => view.block === block)
      .map((view) => ({ view, height: heightOf(sideOf(view.outputShape)) })),
  }));
}

/** Places along the side of a layer's output; 1 for flat ones. */
function sideOf(outputShape: readonly number[]): number {
  return outputShape.length === 3 ? outputShape[0]! : 1;
}
