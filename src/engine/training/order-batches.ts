import { randomStream, shuffled } from '../../shared/random.ts';

/** Where a batch lies in the endless repetition of shuffled passes over the training photos. */
export interface BatchPlace<Item> {
  /** Passes over the photos finished before this batch, through the phase. */
  readonly pass: number;
  readonly items: readonly Item[];
}

export interface BatchOrder<Item> {
  readonly stepsPerEpoch: number;
  /** Photos of an epoch; with `stepsPerEpoch` set, those of the first epoch. */
  readonly itemsPerEpoch: number;
  /** The batch of a step, counted from 0 through the phase. */
  batch(step: number): BatchPlace<Item>;
}

/**
 * The order in which photos are learned from, as by a repeating Keras generator: every pass is shuffled anew and ends
 * with its smaller last batch; an epoch of `stepsPerEpoch` batches cuts a pass, or goes on into the next one. With
 * null an epoch is one pass. A function of (seed, phase, step) alone.
 */
export function orderBatches<Item>(
  items: readonly Item[],
  { batchSize, stepsPerEpoch }: { readonly batchSize: number; readonly stepsPerEpoch: number | null },
  seed: number,
  phase: number,
): BatchOrder<Item> {
  const batchesPerPass = Math.ceil(items.length / batchSize);
  let latest: { pass: number; order: readonly Item[] } | null = null;
  const orderOf = (pass: number): readonly Item[] => {
    if (latest?.pass !== pass)
      latest = { pass, order: shuffled(items, randomStream(seed, 'order', phase, pass)) };
    return latest.order;
  };
  const batch = (step: number): BatchPlace<Item> => {
    const pass = Math.floor(step / batchesPerPass);
    const start = (step % batchesPerPass) * batchSize;
    return { pass, items: orderOf(pass).slice(start, start + batchSize) };
  };
  const steps = stepsPerEpoch ?? batchesPerPass;
  const wholePasses = Math.floor(steps / batchesPerPass);
  const rest = Math.min((steps % batchesPerPass) * batchSize, items.length);
  return { stepsPerEpoch: steps, itemsPerEpoch: wholePasses * items.length + rest, batch };
}
