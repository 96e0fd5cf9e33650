import type { LayerSpec } from '../../../shared/network.ts';
import type { WeightPart } from '../../../shared/weight-parts.ts';
import type { FloatType, GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';

/** A layer at its place in a graph: what writing it, and its gradient, need to know. */
export interface PlacedLayer<Spec extends LayerSpec = LayerSpec> {
  readonly layer: Spec;
  /** Path of the layer's own node; those that it needs beside it lie below. */
  readonly name: string;
  /** What the layer computes in; its inputs are in it. */
  readonly type: FloatType;
  readonly inputs: readonly GraphValue[];
  /** Without the batch. */
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShape: readonly number[];
  /** The activation is left out. */
  readonly bare: boolean;
  /** The node that holds a weight, in the layer's type unless another is asked for. */
  readonly weight: (part: WeightPart, type?: FloatType) => string;
  /** Whether convolutions may be computed by tiles. */
  readonly winograd: boolean;
  /** Node of the dropout mask in the layer's type; null: nothing is dropped. */
  readonly mask: string | null;
}

/** A layer that was written. */
export interface WrittenLayer<Spec extends LayerSpec = LayerSpec> extends PlacedLayer<Spec> {
  readonly output: GraphValue;
}

export interface LayerGradients {
  readonly weights: Partial<Record<WeightPart, GraphValue>>;
  /** By the inputs, in order; may be left out where `wantsInputs` is false. */
  readonly inputs: readonly GraphValue[];
}

/** What a gradient is written for. */
export interface GradientPlace {
  /** Path that the names of the gradient's nodes begin with. */
  readonly name: string;
  /** Of the loss by the layer's output, in the layer's type. */
  readonly incoming: GraphValue;
  /** false where no layer below learns. */
  readonly wantsInputs: boolean;
}

/** How a kind of layer is written, forward and backward. */
export interface LayerNodes<Spec extends LayerSpec> {
  forward(graph: GraphWriter, placed: PlacedLayer<Spec>): GraphValue;
  gradient(graph: GraphWriter, written: WrittenLayer<Spec>, place: GradientPlace): LayerGradients;
}
