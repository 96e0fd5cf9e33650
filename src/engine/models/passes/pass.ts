import { toFloat16Words } from '../../features/float16.ts';

/** A network whose weights do not change, from pixels to the outputs of some of its layers. */
export interface FrozenPass {
  /**
   * `pixels`: count x height x width x RGB, never changed before the promise settles. Gives each layer's output as
   * float32, row-major, batch first. Blocks the thread while it computes.
   */
  run(pixels: Uint8Array, count: number): Promise<ReadonlyMap<string, Float32Array>>;
  /** The same as half words (../../features/float16.ts). */
  runHalf(pixels: Uint8Array, count: number): Promise<ReadonlyMap<string, Uint16Array>>;
  close(): void;
}

/** Half words made here from floats, to the same bits as inside a graph. */
export function inHalf(run: FrozenPass['run']): FrozenPass['runHalf'] {
  return async (pixels, count) =>
    new Map([...(await run(pixels, count))].map(([layer, values]) => [layer, toFloat16Words(values)]));
}
