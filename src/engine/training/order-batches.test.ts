import { describe, expect, it } from 'vitest';
import { orderBatches } from './order-batches.ts';

const items = Array.from({ length: 10 }, (_, index) => index);
const passes = (batchSize: number, stepsPerEpoch: number | null, seed = 1, phase = 0) =>
  orderBatches(items, { batchSize, stepsPerEpoch }, seed, phase);
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((one, other) => one - other);

describe('orderBatches', () => {
  it('gives every photo once in a pass, the smaller last batch included', () => {
    const order = passes(4, null);
    expect(order).toMatchObject({ stepsPerEpoch: 3, itemsPerEpoch: 10 });
    const batches = [0, 1, 2].map((step) => order.batch(step));
    expect(batches.map((batch) => batch.items.length)).toEqual([4, 4, 2]);
    expect(sorted(batches.flatMap((batch) => batch.items))).toEqual(items);
    expect(batches.map(({ pass }) => pass)).toEqual([0, 0, 0]);
    expect(order.batch(3).pass).toBe(1);
  });

  it('shuffles each pass, phase and seed anew, and the same way again', () => {
    const all = (order = passes(10, null), pass = 0): readonly number[] => order.batch(pass).items;
    expect(all()).toEqual(all());
    const others = [all(passes(10, null), 1), all(passes(10, null, 2)), all(passes(10, null, 1, 1)), items];
    for (const other of others) expect(other).not.toEqual(all());
  });

  it('does not depend on what was asked for before', () => {
    const order = passes(3, null);
    const later = order.batch(9);
    order.batch(0);
    expect(order.batch(9)).toEqual(later);
    expect(passes(3, null).batch(9)).toEqual(later);
  });

  it('cuts a pass, or goes on into the next, where the steps of an epoch are set', () => {
    const cut = passes(4, 2);
    expect(cut).toMatchObject({ stepsPerEpoch: 2, itemsPerEpoch: 8 });
    // The second epoch begins with what the first left of its pass.
    expect(cut.batch(2)).toEqual({ pass: 0, items: passes(4, null).batch(2).items });
    const repeated = passes(4, 7);
    expect(repeated.itemsPerEpoch).toBe(24);
    expect(repeated.batch(6)).toMatchObject({ pass: 2 });
  });
});
