import type { PassPrecision } from '../../shared/recipe.ts';
import type { FrozenPass } from '../models/frozen-pass.ts';

/** Opens a frozen pass up to these layers; whoever opens it closes it. */
export type OpenPass = (layers: readonly string[], precision: PassPrecision) => Promise<FrozenPass>;

/** A frozen pass that serves several calls. */
export interface KeptPass {
  /** The pass that was opened last, where it is the one asked for. Closing what this gives does nothing. */
  readonly open: OpenPass;
  close(): void;
}

/**
 * Keeps one pass open from call to call: writing VGG16's graph and loading it takes seconds, and augmented copies
 * differ only in their pixels.
 */
export function keepPass(open: OpenPass): KeptPass {
  let kept: { readonly key: string; readonly pass: FrozenPass } | null = null;
  const close = (): void => {
    kept?.pass.close();
    kept = null;
  };
  return {
    close,
    open: async (layers, precision) => {
      const key = JSON.stringify([layers, precision]);
      if (kept?.key !== key) {
        close();
        kept = { key, pass: await open(layers, precision) };
      }
      const { pass } = kept;
      return { ...pass, close: () => undefined };
    },
  };
}
