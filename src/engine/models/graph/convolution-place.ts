import type { Padding } from '../../../shared/network.ts';
import type { GraphValue } from '../../backend/graph/graph-writer.ts';

/** A convolution as its operation and its gradients need it. */
export interface ConvolutionPlace {
  readonly input: GraphValue;
  /** Height, width, channels. */
  readonly inputShape: readonly number[];
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly filters: number;
  /** Whether it may be computed by tiles (./winograd) where those are faster. */
  readonly winograd: boolean;
}
